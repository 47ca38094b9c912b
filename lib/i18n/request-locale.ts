import Negotiator from "negotiator";
import { env } from "@/lib/env/env";
import type { Locale } from "@/lib/i18n/locales";
import { type Translator, translator } from "@/lib/i18n/translator";
import { localeCookieName, readCookie } from "@/lib/security/cookies";

/**
 * The language of a request: the user's own setting, what this browser chose, or what it accepts
 * (RFC 9110, section 12.5.4); otherwise the first that the site offers.
 *
 * @param setting - the user's own, if it is known
 */
export function requestLocale(headers: Headers, setting: string | null = null): Locale {
  const chosen = readCookie(headers.get("cookie"), localeCookieName());
  return offered(setting) ?? offered(chosen) ?? accepted(headers) ?? firstOffered();
}

/** The translator of a request for which no page is rendered. */
export function requestTranslator(headers: Headers): Translator {
  return translator(requestLocale(headers));
}

/** The languages that this site offers. */
export function offeredLocales(): readonly Locale[] {
  return env().LOCALES;
}

/** A language that this site offers; null for anything else. */
export function offered(locale: string | null): Locale | null {
  return env().LOCALES.find((each) => each === locale) ?? null;
}

/** Several times what browsers send. The 16 kB that Node.js takes cost 3 ms, the first time 30. */
const maxHeaderLength = 1_000;

function accepted(headers: Headers): Locale | null {
  const header = headers.get("accept-language")?.slice(0, maxHeaderLength);
  if (!header) return null;
  const negotiator = new Negotiator({ headers: { "accept-language": header } });
  return offered(negotiator.language(env().LOCALES) ?? null);
}

function firstOffered(): Locale {
  const [first = "en"] = env().LOCALES;
  return first;
}

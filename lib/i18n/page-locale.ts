import "server-only";
import { headers } from "next/headers";
import { findPageSession } from "@/lib/auth/session/current-user";
import type { Locale } from "@/lib/i18n/locales";
import { requestLocale } from "@/lib/i18n/request-locale";
import { type Translator, translator } from "@/lib/i18n/translator";

/**
 * One per request. React's `cache` has one per render, and Next.js renders the metadata of a page that
 * redirects again: with a database that is away, that would wait for it twice.
 */
const locales = new WeakMap<Headers, Promise<Locale>>();

/** The language of the page: the user's own setting first, then as `requestLocale` has it. */
export async function pageLocale(): Promise<Locale> {
  const requestHeaders = await headers();
  const locale = locales.get(requestHeaders) ?? findLocale(requestHeaders);
  locales.set(requestHeaders, locale);
  return locale;
}

async function findLocale(requestHeaders: Headers): Promise<Locale> {
  // A page that needs the session reports why there is none; one that doesn't is shown all the same.
  const session = await findPageSession().catch(() => null);
  return requestLocale(requestHeaders, session?.user.locale);
}

/** The translator of the page. */
export async function pageTranslator(): Promise<Translator> {
  return translator(await pageLocale());
}

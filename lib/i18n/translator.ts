import { createTranslator } from "next-intl";
import type { Locale } from "@/lib/i18n/locales";
import { type BaseTranslator, withKnownFormats } from "@/lib/i18n/message-format";
import { messagesOf } from "@/lib/i18n/messages";
import { log } from "@/lib/log";

/**
 * Writes a message in one language: `t("devices.signedOut", { count })`. The keys are those of
 * `messages/en.json`. `t.rich` puts elements into a message, and `t.intlLocale` is for `Intl`.
 * See https://next-intl.dev/docs/usage/translations.
 */
export type Translator = BaseTranslator & {
  locale: Locale;
  /** The locale for dates, times and numbers. */
  intlLocale: string;
};

/** Languages whose words are of one country. */
const intlLocales: Partial<Record<Locale, string>> = { en: "en-GB", "en-XA": "en-GB" };

const translators = new Map<Locale, Translator>();

/**
 * The translator of a language. There is one per process, so that it parses each message once: one per
 * request, as next-intl's `getTranslations` makes, costs four times as much.
 */
export function translator(locale: Locale): Translator {
  const known = translators.get(locale);
  if (known) return known;
  const messages = messagesOf(locale);
  const t = createTranslator({ locale, messages, timeZone: "UTC", onError: reportMessage });
  const intlLocale = intlLocales[locale] ?? locale;
  const created = Object.assign(withKnownFormats(t, locale), { locale, intlLocale });
  translators.set(locale, created);
  return created;
}

/** The page shows the message's key in its place. */
function reportMessage(error: Error): void {
  log.error({ event: "i18n.message-failed", error });
}

/**
 * The languages that have words in `messages/`, each with its own name for itself. To add one:
 * docs/languages.md.
 */
export const languages = {
  en: "English",
  de: "Deutsch",
  fr: "Français",
  es: "Español",
  ja: "日本語",
  ar: "العربية",
  /** English in accents, longer, for tests: a word without accents is hard-coded. */
  "en-XA": "Ƥşḗŭḓǿ",
} as const;

/** A language tag (BCP 47). */
export type Locale = keyof typeof languages;

const rightToLeft: readonly Locale[] = ["ar"];

export function isLocale(value: string): value is Locale {
  return Object.hasOwn(languages, value);
}

/** What `LOCALES` offers unless it is set: every language but that for tests. */
export const defaultLocales = Object.keys(languages)
  .filter(isLocale)
  .filter((locale) => locale !== "en-XA");

/** The direction of a language's script, for `<html dir>`. */
export function direction(locale: Locale): "ltr" | "rtl" {
  return rightToLeft.includes(locale) ? "rtl" : "ltr";
}

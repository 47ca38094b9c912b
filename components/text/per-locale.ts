import type { Translator } from "@/lib/i18n/translator";

/** Creates a formatter of `Intl` once per language: creating one takes longer than rendering a page. */
export function perLocale<Formatter>(create: (locale: string) => Formatter) {
  const formatters = new Map<string, Formatter>();
  return ({ intlLocale }: Translator): Formatter => {
    const known = formatters.get(intlLocale);
    if (known) return known;
    const formatter = create(intlLocale);
    formatters.set(intlLocale, formatter);
    return formatter;
  };
}

import { direction, type Locale } from "@/lib/i18n/locales";
import type { Translator } from "@/lib/i18n/translator";

/** The words of a page that failed, for the browser: it renders that page without a translator. */
export type FailedPageWords = {
  locale: Locale;
  direction: "ltr" | "rtl";
  unexpected: { title: string; text: string };
  outdated: { title: string; text: string; next: string };
  tryAgain: string;
  openAgain: string;
  goHome: string;
  reference: string;
};

export function failedPageWords(t: Translator): FailedPageWords {
  return {
    locale: t.locale,
    direction: direction(t.locale),
    unexpected: {
      title: t("failures.unexpected.title"),
      text: t("failures.unexpected.text"),
    },
    outdated: {
      title: t("failures.outdatedForm.title"),
      text: t("failures.outdatedForm.text"),
      next: t("failures.outdatedForm.next"),
    },
    tryAgain: t("common.tryAgain"),
    openAgain: t("common.openAgain"),
    goHome: t("common.goHome"),
    reference: t("common.reference"),
  };
}

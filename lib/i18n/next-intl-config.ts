import "server-only";
import type { RequestConfig } from "next-intl/server";
import { isLocale } from "@/lib/i18n/locales";

/**
 * What next-intl's own functions (`getTranslations`, `useTranslations`, …) use on a builder's pages: the
 * page's language and its messages. `next.config.ts` names this file.
 *
 * next-intl imports it wherever `translator.ts` imports next-intl, also where there is no page, so it
 * loads the rest only when it is called.
 *
 * @param asked.locale - what `getTranslations({ locale })` asks for
 */
export default async function requestConfig(asked: { locale?: string }): Promise<RequestConfig> {
  const { pageLocale } = await import("@/lib/i18n/page-locale");
  const { messagesOf } = await import("@/lib/i18n/messages");
  const locale = asked.locale && isLocale(asked.locale) ? asked.locale : await pageLocale();
  return { locale, messages: messagesOf(locale), timeZone: "UTC" };
}

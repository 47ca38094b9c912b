import "server-only";
import { headers } from "next/headers";
import { cache } from "react";
import { findPageSession } from "@/lib/auth/session/current-user";
import type { Locale } from "@/lib/i18n/locales";
import { requestLocale } from "@/lib/i18n/request-locale";
import { type Translator, translator } from "@/lib/i18n/translator";

/** The language of the page: the user's own setting first, then as `requestLocale` has it. */
export const pageLocale = cache(async (): Promise<Locale> => {
  // A page that needs the session reports why there is none; one that doesn't is shown all the same.
  const session = await findPageSession().catch(() => null);
  return requestLocale(await headers(), session?.user.locale);
});

/** The translator of the page. */
export async function pageTranslator(): Promise<Translator> {
  return translator(await pageLocale());
}

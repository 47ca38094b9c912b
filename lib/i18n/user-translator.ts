import "server-only";
import { headers } from "next/headers";
import { requestLocale } from "@/lib/i18n/request-locale";
import { type Translator, translator } from "@/lib/i18n/translator";

/** The translator of an action, which has found its user already: `pageTranslator` would look them up again. */
export async function userTranslator(user: { locale: string | null }): Promise<Translator> {
  return translator(requestLocale(await headers(), user.locale));
}

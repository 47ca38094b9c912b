import "server-only";
import { cookies } from "next/headers";
import type { Locale } from "@/lib/i18n/locales";
import { localeCookieName, preferenceCookieOptions } from "@/lib/security/cookies";

/** Makes a language this browser's choice. */
export async function rememberLocale(locale: Locale): Promise<void> {
  (await cookies()).set(localeCookieName(), locale, preferenceCookieOptions());
}

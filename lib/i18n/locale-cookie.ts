import "server-only";
import { cookies } from "next/headers";
import type { Locale } from "@/lib/i18n/locales";
import { cookieOptions, localeCookieName } from "@/lib/security/cookies";

/** A year, as for the theme: a preference of the browser's. */
const maxAgeSeconds = 365 * 24 * 60 * 60;

/** Makes a language this browser's choice. */
export async function rememberLocale(locale: Locale): Promise<void> {
  (await cookies()).set(localeCookieName(), locale, { ...cookieOptions(), maxAge: maxAgeSeconds });
}

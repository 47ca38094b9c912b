import "server-only";
import { cookies } from "next/headers";
import { createSessionToken, hashToken, isSessionToken } from "@/lib/auth/session/token";
import { cookieOptions, deviceCookieName, readCookie } from "@/lib/security/cookies";

/** As long as browsers keep a cookie at most (RFC 6265bis, section 5.5). */
const maxAgeSeconds = 400 * 24 * 60 * 60;

/**
 * The random name by which this browser is known again at the next sign-in; a new one where there
 * is none. It says nothing of who uses the browser, and signs nobody in.
 */
export function readDeviceToken(requestHeaders: Headers): string {
  const token = readCookie(requestHeaders.get("cookie"), deviceCookieName());
  return token && isSessionToken(token) ? token : createSessionToken();
}

/** What is stored of it. */
export function hashDeviceToken(token: string): string {
  return hashToken(`device ${token}`);
}

export async function rememberDevice(token: string): Promise<void> {
  (await cookies()).set(deviceCookieName(), token, { ...cookieOptions(), maxAge: maxAgeSeconds });
}

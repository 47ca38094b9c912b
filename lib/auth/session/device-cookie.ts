import "server-only";
import { cookies } from "next/headers";
import { createSessionToken, hashToken, isSessionToken } from "@/lib/auth/session/token";
import { cookieOptions, deviceCookieName, readCookie } from "@/lib/security/cookies";

/** The longest that browsers keep a cookie (RFC 6265bis, section 5.5). */
const maxAgeSeconds = 400 * 24 * 60 * 60;

/**
 * The random token that recognises this browser at its next sign-in; a new one if it has none. It
 * identifies no user and signs no one in.
 */
export function readDeviceToken(requestHeaders: Headers): string {
  const token = readCookie(requestHeaders.get("cookie"), deviceCookieName());
  return token && isSessionToken(token) ? token : createSessionToken();
}

/** The hash under which a device token is stored; the prefix keeps it apart from a session's. */
export function hashDeviceToken(token: string): string {
  return hashToken(`device ${token}`);
}

export async function rememberDevice(token: string): Promise<void> {
  (await cookies()).set(deviceCookieName(), token, { ...cookieOptions(), maxAge: maxAgeSeconds });
}

import "server-only";
import { cookies } from "next/headers";
import {
  cookieOptions,
  expireCookie,
  readCookie,
  signedOutCookieName,
} from "@/lib/security/cookies";

/** The next user of a shared computer may come days later. */
const maxAgeSeconds = 30 * 24 * 60 * 60;

/**
 * Has the next start ask which account to use. The user is still signed in at the provider: without the
 * question, one press of the button would sign in the same user again.
 */
export async function rememberSignOut(): Promise<void> {
  (await cookies()).set(signedOutCookieName(), "1", { ...cookieOptions(), maxAge: maxAgeSeconds });
}

/** Whether the user signed out in this browser, and no sign-in has begun since. */
export function hasSignedOut(requestHeaders: Headers): boolean {
  return readCookie(requestHeaders.get("cookie"), signedOutCookieName()) !== null;
}

export async function forgetSignOut(): Promise<void> {
  expireCookie(await cookies(), signedOutCookieName());
}

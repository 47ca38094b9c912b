import "server-only";
import { env } from "@/lib/env/env";
import { returnPath } from "@/lib/http/return-path";
import { callbackUrlCookieName, readCookie } from "@/lib/security/cookies";
import { percentDecode } from "@/lib/security/percent-decode";

/** The path the visitor wanted. The cookie is not sealed, so its value is reduced again. */
export function readReturnPath(cookieHeader: string | null): string {
  const value = readCookie(cookieHeader, callbackUrlCookieName());
  return value ? returnPath(percentDecode(value), env().origin) : "/";
}

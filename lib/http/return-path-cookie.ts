import "server-only";
import { env } from "@/lib/env/env";
import { returnPath } from "@/lib/http/return-path";
import { callbackUrlCookieName, readCookie } from "@/lib/security/cookies";

/** The path the visitor wanted. The cookie is not sealed, so its value is reduced again. */
export function readReturnPath(cookieHeader: string | null): string {
  const value = readCookie(cookieHeader, callbackUrlCookieName());
  return value ? returnPath(decode(value), env().origin) : "/";
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

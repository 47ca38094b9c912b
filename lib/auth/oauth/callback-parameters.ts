import "server-only";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import { env } from "@/lib/env/env";
import { returnPath } from "@/lib/http/return-path";
import { callbackUrlCookieName, checkCookieNames, readCookie } from "@/lib/security/cookies";

/** Real callbacks stay below 2 kB; Node itself refuses a head of more than 16 kB. */
const maxQueryLength = 8 * 1024;
/** Our sealed cookies have well below this. */
const maxCookieLength = 4096;

/**
 * The parameters of an authorization response, if they can be one.
 *
 * RFC 6749, section 3.1 forbids a parameter that comes twice; Auth.js would take the last one, so
 * that what was checked might not be what is used.
 */
export function readCallbackParameters(
  query: string,
  metadata: ServerMetadata,
): URLSearchParams | null {
  if (query.length > maxQueryLength) return null;
  const parameters = new URLSearchParams(query);
  const names = [...parameters.keys()];
  if (new Set(names).size !== names.length || !parameters.get("state")) return null;
  if (!parameters.get("code") && !parameters.has("error")) return null;
  // RFC 9207, section 2.4. Auth.js compares an `iss` that is there and misses one that is not.
  if (metadata.authorization_response_iss_parameter_supported && !parameters.get("iss"))
    return null;
  return parameters;
}

/** Where the visitor wanted to go; the cookie is not sealed, so it is reduced again. */
export function readReturnPath(cookieHeader: string | null): string {
  const value = readCookie(cookieHeader, callbackUrlCookieName());
  return value ? returnPath(decode(value), env().origin) : "/";
}

/**
 * A Cookie header with this browser's checks and return path, and nothing else: Auth.js must not
 * see the session cookie, to which it would attach the account.
 */
export function checkCookieHeader(cookieHeader: string | null): string {
  const checks = Object.values(checkCookieNames()).flatMap((name) => {
    const value = readCookie(cookieHeader, name);
    return value && value.length <= maxCookieLength ? [`${name}=${value}`] : [];
  });
  const returnTo = encodeURIComponent(`${env().origin}${readReturnPath(cookieHeader)}`);
  return [...checks, `${callbackUrlCookieName()}=${returnTo}`].join("; ");
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return "";
  }
}

import "server-only";
import { hkdfSync } from "node:crypto";
import { base64url, calculateJwkThumbprint, EncryptJWT } from "jose";
import { env } from "@/lib/env/env";
import { readReturnPath } from "@/lib/http/return-path-cookie";
import { callbackUrlCookieName, checkCookieNames, readCookie } from "@/lib/security/cookies";

/** Long enough for a visitor to look up their password at the provider. */
export const checkMaxAgeSeconds = 15 * 60;

type SealingKey = { key: Uint8Array; kid: string };
const keys = new Map<string, Promise<SealingKey>>();

/**
 * Seals a check of an authorization request the way `decode` in @auth/core, jwt.js opens it: a JWE
 * whose key is derived from the cookie's name, and whose `kid` tells which of our secrets was used.
 *
 * Auth.js itself would seal four values per request with AES-CBC and an HMAC, and derive each key
 * anew. That took a fifth of a whole sign-in: docs/decisions/014-authorization-requests.md.
 *
 * @param salt - the name of the cookie that it goes into
 * @param check.provider - id of the only provider whose callback accepts it
 */
export async function sealCheck(
  salt: string,
  check: { value: string; provider: string },
): Promise<string> {
  const { key, kid } = await sealingKey(env().authSecrets[0], salt);
  return new EncryptJWT(check)
    .setProtectedHeader({ alg: "dir", enc: "A256GCM", kid })
    .setIssuedAt()
    .setExpirationTime(Math.floor(Date.now() / 1000) + checkMaxAgeSeconds)
    .encrypt(key);
}

function sealingKey(secret: string, salt: string): Promise<SealingKey> {
  const name = `${salt}\n${secret}`;
  const known = keys.get(name) ?? deriveKey(secret, salt);
  keys.set(name, known);
  return known;
}

/** As `getDerivedEncryptionKey` in the same file. */
async function deriveKey(secret: string, salt: string): Promise<SealingKey> {
  const info = `Auth.js Generated Encryption Key (${salt})`;
  const key = new Uint8Array(hkdfSync("sha256", secret, salt, info, 32));
  const kid = await calculateJwkThumbprint({ kty: "oct", k: base64url.encode(key) }, "sha256");
  return { key, kid };
}

/** Our sealed cookies are well below this. */
const maxCookieLength = 4096;

/**
 * A Cookie header with only this browser's check cookies and return path. Auth.js must not see the
 * session cookie: it would link the account to that session's user.
 */
export function checkCookieHeader(cookieHeader: string | null): string {
  const checks = Object.values(checkCookieNames()).flatMap((name) => {
    const value = readCookie(cookieHeader, name);
    return value && value.length <= maxCookieLength ? [`${name}=${value}`] : [];
  });
  const returnTo = encodeURIComponent(`${env().origin}${readReturnPath(cookieHeader)}`);
  return [...checks, `${callbackUrlCookieName()}=${returnTo}`].join("; ");
}

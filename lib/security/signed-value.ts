import "server-only";
import { hkdfSync } from "node:crypto";
import { jwtVerify, SignJWT } from "jose";
import { env } from "@/lib/env";

const keys = new Map<string, Uint8Array>();

/** One key for each purpose, so that a value signed for one is worth nothing for another. */
function keyFor(purpose: string): Uint8Array {
  const known = keys.get(purpose);
  if (known) return known;
  const key = new Uint8Array(hkdfSync("sha256", env().AUTH_SECRET, "", `foyer ${purpose}`, 32));
  keys.set(purpose, key);
  return key;
}

/** Signs a small JSON value (JWS, RFC 7515), for a cookie that visitors must not forge. */
export async function signValue(
  purpose: string,
  value: Record<string, unknown>,
  maxAgeSeconds: number,
): Promise<string> {
  return new SignJWT({ value })
    .setProtectedHeader({ alg: "HS256" })
    .setExpirationTime(Math.floor(Date.now() / 1000) + maxAgeSeconds)
    .sign(keyFor(purpose));
}

/** The value back, or null when it is forged, expired or was signed for another purpose. */
export async function verifyValue(purpose: string, signed: string): Promise<unknown> {
  try {
    const { payload } = await jwtVerify(signed, keyFor(purpose), { algorithms: ["HS256"] });
    return payload.value ?? null;
  } catch {
    return null;
  }
}

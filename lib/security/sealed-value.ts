import "server-only";
import { hkdfSync } from "node:crypto";
import { EncryptJWT, jwtDecrypt } from "jose";
import { env } from "@/lib/env";

const keys = new Map<string, Uint8Array>();

/** One key for each purpose, so that a value sealed for one is worth nothing for another. */
function keyFor(purpose: string): Uint8Array {
  const known = keys.get(purpose);
  if (known) return known;
  const key = new Uint8Array(hkdfSync("sha256", env().AUTH_SECRET, "", `foyer ${purpose}`, 32));
  keys.set(purpose, key);
  return key;
}

/**
 * Seals a small JSON value (JWE, RFC 7516), for a cookie that nobody else may read and its visitor
 * must not forge.
 */
export async function sealValue(
  purpose: string,
  value: Record<string, unknown>,
  maxAgeSeconds: number,
): Promise<string> {
  return new EncryptJWT({ value })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setExpirationTime(Math.floor(Date.now() / 1000) + maxAgeSeconds)
    .encrypt(keyFor(purpose));
}

/** The value back, or null when it is forged, expired or was sealed for another purpose. */
export async function openValue(purpose: string, sealed: string): Promise<unknown> {
  try {
    const { payload } = await jwtDecrypt(sealed, keyFor(purpose), {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    return payload.value ?? null;
  } catch {
    return null;
  }
}

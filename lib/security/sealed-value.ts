import "server-only";
import { hkdfSync } from "node:crypto";
import { EncryptJWT, type JWTPayload, jwtDecrypt } from "jose";
import { env } from "@/lib/env/env";

type Secrets = [string, ...string[]];
type Keys = [Uint8Array, ...Uint8Array[]];
const keys = new Map<string, Keys>();

/**
 * The keys of one purpose, one for each secret; the first one seals. A value that is sealed for one
 * purpose cannot be opened for another.
 */
function keysFor(purpose: string, secrets: Secrets): Keys {
  const name = [purpose, ...secrets].join("\n");
  const known = keys.get(name);
  if (known) return known;
  const derive = (secret: string) =>
    new Uint8Array(hkdfSync("sha256", secret, "", `foyer ${purpose}`, 32));
  const derived = secrets.map(derive) as Keys;
  keys.set(name, derived);
  return derived;
}

/**
 * Seals a small JSON value (JWE, RFC 7516) for a cookie: only the app can read it, and no client can
 * forge it.
 */
export async function sealValue(
  purpose: string,
  value: Record<string, unknown>,
  maxAgeSeconds: number,
  secrets: Secrets = env().authSecrets,
): Promise<string> {
  return new EncryptJWT({ value })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setExpirationTime(Math.floor(Date.now() / 1000) + maxAgeSeconds)
    .encrypt(keysFor(purpose, secrets)[0]);
}

/** The sealed value, or null if it is forged, has expired or was sealed for another purpose. */
export async function openValue(
  purpose: string,
  sealed: string,
  secrets: Secrets = env().authSecrets,
): Promise<unknown> {
  for (const key of keysFor(purpose, secrets)) {
    const payload = await decrypt(sealed, key);
    if (payload) return payload.value ?? null;
  }
  return null;
}

async function decrypt(sealed: string, key: Uint8Array): Promise<JWTPayload | null> {
  try {
    const { payload } = await jwtDecrypt(sealed, key, {
      keyManagementAlgorithms: ["dir"],
      contentEncryptionAlgorithms: ["A256GCM"],
    });
    return payload;
  } catch {
    return null;
  }
}

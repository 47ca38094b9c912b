import { hkdfSync } from "node:crypto";
import { EncryptJWT, type JWTPayload, jwtDecrypt } from "jose";

/** Opens a value that an app with this AUTH_SECRET sealed for a cookie. */
export async function open(sealed: string, { purpose, secret }: Seal): Promise<JWTPayload> {
  return (await jwtDecrypt(sealed, keyOf(purpose, secret))).payload;
}

/** Seals a value as the app does; a negative `maxAgeSeconds` gives one that has expired. */
export function seal(
  value: unknown,
  { purpose, secret, maxAgeSeconds = 60 }: Seal & { maxAgeSeconds?: number },
): Promise<string> {
  return new EncryptJWT({ value })
    .setProtectedHeader({ alg: "dir", enc: "A256GCM" })
    .setExpirationTime(Math.floor(Date.now() / 1000) + maxAgeSeconds)
    .encrypt(keyOf(purpose, secret));
}

type Seal = { purpose: string; secret: string };

function keyOf(purpose: string, secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", `foyer ${purpose}`, 32));
}

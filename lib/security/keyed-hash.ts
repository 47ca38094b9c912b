import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import { env } from "@/lib/env/env";

/**
 * Hashes a text that could be guessed, under a key of AUTH_SECRET for this purpose (HMAC-SHA-256, RFC
 * 2104). A reader of the database can't try guesses without the secret.
 *
 * @returns one hash for each secret in use, in base64url: store the first, and look for all of them
 */
export function keyedHashes(
  purpose: string,
  text: string,
  secrets: readonly string[] = env().authSecrets,
): [string, ...string[]] {
  const hashes = secrets.map((secret) =>
    createHmac("sha256", keyOf(purpose, secret)).update(text).digest("base64url"),
  );
  return hashes as [string, ...string[]];
}

function keyOf(purpose: string, secret: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", secret, "", `foyer ${purpose}`, 32));
}

import "server-only";
import { createHash, randomBytes } from "node:crypto";

/** Session ids carry at least 128 bits (OWASP ASVS 5.0, 7.2.3); this is twice that. */
const tokenBytes = 32;
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** A fresh session token for the cookie: 32 random bytes in base64url. */
export function createSessionToken(): string {
  return randomBytes(tokenBytes).toString("base64url");
}

/**
 * What is stored of a session token. A plain SHA-256 is enough, since there is nothing to guess
 * in 256 random bits; whoever reads the table cannot sign in with what it holds.
 */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Whether a value could be a token at all: garbage never reaches the database. */
export function isSessionToken(value: string): boolean {
  return tokenPattern.test(value);
}

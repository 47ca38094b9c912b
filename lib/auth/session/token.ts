import "server-only";
import { createHash, randomBytes } from "node:crypto";

/**
 * Session tokens need at least 128 random bits (OWASP ASVS 5.0, 7.2.3); this is twice that. Device cookies
 * and operators' links carry tokens of the same kind.
 */
const tokenBytes = 32;
const tokenPattern = /^[A-Za-z0-9_-]{43}$/;

/** A new token, for a cookie or a link: 32 random bytes in base64url. */
export function createSessionToken(): string {
  return randomBytes(tokenBytes).toString("base64url");
}

/**
 * The hash under which a token is stored: a reader of the table cannot sign in with it.
 * Plain SHA-256 is enough, since 256 random bits cannot be guessed.
 */
export function hashToken(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}

/** Whether a value has the form of a token; no other value reaches the database. */
export function isSessionToken(value: string): boolean {
  return tokenPattern.test(value);
}

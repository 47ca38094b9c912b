import { type Claims, toClaims } from "@/lib/auth/providers/claims";

/** OpenID Connect Core 1.0, section 5.1. An address counts with `email_verified: true` alone. */
export function standardClaims(raw: Record<string, unknown>): Claims {
  const { sub, email, email_verified, name, picture } = raw;
  return toClaims({ subject: sub, email, email_verified, name, picture });
}

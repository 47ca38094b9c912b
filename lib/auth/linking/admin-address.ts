import "server-only";
import { addressTrust } from "@/lib/auth/linking/link-policy";
import { trustIn } from "@/lib/auth/linking/trusted-address";
import type { Claims } from "@/lib/auth/providers/claims";
import { env } from "@/lib/env/env";

/**
 * Whether an account makes its user an admin: ADMIN_EMAILS names its verified address, and its provider
 * runs the address's domain. Any other provider verified it once and does not learn of a new owner.
 *
 * @param provider - id
 */
export function isAdminAddress(
  provider: string,
  { email, email_verified, email_authoritative }: AddressClaims,
): boolean {
  return (
    email !== null &&
    email_verified &&
    env().ADMIN_EMAILS.includes(email) &&
    trustIn(provider, email, email_authoritative) === addressTrust.authoritative
  );
}

type AddressClaims = Pick<Claims, "email" | "email_verified" | "email_authoritative">;

import "server-only";
import { domainOf } from "@/lib/auth/providers/claims";
import { env } from "@/lib/env/env";

/** An address that a provider has verified. */
type VerifiedAddress = {
  provider: string;
  email: string;
  /** Whether the provider's claims show that it runs the address's domain. */
  isAuthoritative: boolean;
};

type Lists = Pick<ReturnType<typeof env>, "ALLOWED_EMAIL_DOMAINS" | "ALLOWED_EMAILS">;

/**
 * Whether an address may sign in here: every one, unless ALLOWED_EMAIL_DOMAINS or ALLOWED_EMAILS is set.
 *
 * Domains count whole: a subdomain is another domain. Google verified an address once, perhaps before its
 * owner left the company; by `hd` it says that the account is still one of the domain's
 * (https://developers.google.com/identity/gsi/web/guides/verify-google-id-token).
 */
export function isAllowed(
  { provider, email, isAuthoritative }: VerifiedAddress,
  { ALLOWED_EMAIL_DOMAINS: domains, ALLOWED_EMAILS: emails }: Lists = env(),
): boolean {
  if (domains.length + emails.length === 0 || emails.includes(email)) return true;
  return domains.includes(domainOf(email)) && (provider !== "google" || isAuthoritative);
}

import "server-only";
import { domainOf } from "@/lib/auth/providers/claims";
import { env } from "@/lib/env/env";

/** An address that a provider has verified. */
export type VerifiedAddress = {
  provider: string;
  email: string;
  /** Whether the provider's claims show that it runs the address's domain. */
  isAuthoritative: boolean;
};

type Lists = Pick<ReturnType<typeof env>, "ALLOWED_EMAIL_DOMAINS" | "ALLOWED_EMAILS">;

/** Whether ALLOWED_EMAIL_DOMAINS or ALLOWED_EMAILS is set, so that not every address is allowed. */
export function areAddressesLimited(lists: Lists = env()): boolean {
  return lists.ALLOWED_EMAIL_DOMAINS.length + lists.ALLOWED_EMAILS.length > 0;
}

/**
 * Whether an address may sign in here. Domains count whole: a subdomain is another domain. Google verified
 * any address once, perhaps before its owner left the company; by `hd` it says that the account is still
 * one of the domain's (https://developers.google.com/identity/gsi/web/guides/verify-google-id-token).
 */
export function isAllowed(
  { provider, email, isAuthoritative }: VerifiedAddress,
  lists: Lists = env(),
): boolean {
  if (!areAddressesLimited(lists) || lists.ALLOWED_EMAILS.includes(email)) return true;
  return (
    lists.ALLOWED_EMAIL_DOMAINS.includes(domainOf(email)) &&
    (provider !== "google" || isAuthoritative)
  );
}

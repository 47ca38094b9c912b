import "server-only";
import { type AddressTrust, addressTrust } from "@/lib/auth/linking/link-policy";
import { type Claims, domainOf } from "@/lib/auth/providers/claims";
import { isBuiltInProvider } from "@/lib/auth/providers/registry";
import { env } from "@/lib/env/env";

/**
 * Whether a provider may vouch for an address. A built-in provider may for any that it has
 * verified, an AUTH_OIDC_<KEY> for those in its _DOMAINS. Anyone who runs an OpenID provider can
 * make it claim any address, so without that list it may vouch for none.
 *
 * @param provider - id; a provider that is no longer configured may vouch only if it is built in
 */
function mayVouch(provider: string, email: string): boolean {
  if (isBuiltInProvider(provider)) return true;
  const settings = env().openIdProviders.find(({ id }) => id === provider);
  return settings?.domains.includes(domainOf(email)) ?? false;
}

/**
 * How far to trust a provider's word on an address. One that runs the address's domain knows whose
 * it is today; any other verified it once and does not learn of a new owner. An AUTH_OIDC_<KEY>
 * runs the domains in its _DOMAINS.
 *
 * @param isAuthoritative - whether the provider's claims show that it runs the domain
 */
export function trustIn(provider: string, email: string, isAuthoritative: boolean): AddressTrust {
  if (!mayVouch(provider, email)) return addressTrust.none;
  return isAuthoritative || !isBuiltInProvider(provider)
    ? addressTrust.authoritative
    : addressTrust.verified;
}

/**
 * Whether a new account may be linked by its address, as far as its provider, AUTH_LINK_VERIFIED_EMAIL and
 * ADMIN_EMAILS are concerned.
 *
 * An address in ADMIN_EMAILS links only accounts whose providers both run its domain. Someone who had the
 * address once, and has verified it elsewhere, would otherwise share a user with its owner, an admin.
 *
 * @param holderTrust - in the providers of the user whose address it is; null if it is no one's
 */
export function mayLink(
  provider: string,
  { email, email_authoritative }: Pick<Claims, "email" | "email_authoritative">,
  holderTrust: AddressTrust | null,
): boolean {
  const trust = email ? trustIn(provider, email, email_authoritative) : addressTrust.none;
  const isAdmins = email !== null && env().ADMIN_EMAILS.includes(email);
  if (isAdmins && Math.min(trust, holderTrust ?? trust) < addressTrust.authoritative) return false;
  switch (env().AUTH_LINK_VERIFIED_EMAIL) {
    case "true":
      return trust >= addressTrust.verified;
    case "authoritative":
      return trust >= addressTrust.authoritative;
    case "false":
      return false;
  }
}

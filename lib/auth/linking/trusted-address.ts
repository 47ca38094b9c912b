import "server-only";
import { type Claims, domainOf } from "@/lib/auth/providers/claims";
import { isNamedProvider } from "@/lib/auth/providers/registry";
import { env } from "@/lib/env/env";

/**
 * Whether a provider may vouch for an address: a built-in one for any that it has verified, an
 * AUTH_OIDC_<KEY> for those in its _DOMAINS. Anyone who runs an OpenID provider can have it claim
 * any address, so without that list it vouches for none.
 *
 * @param provider - id; one that is no longer configured vouches only if it is built in
 */
export function mayVouch(provider: string, email: string): boolean {
  if (isNamedProvider(provider)) return true;
  const settings = env().openIdProviders.find(({ id }) => id === provider);
  return settings?.domains.includes(domainOf(email)) ?? false;
}

/**
 * Whether a new account may be linked by its address, as far as its provider and
 * AUTH_LINK_VERIFIED_EMAIL are concerned. With `authoritative`, only the provider that runs the
 * address's domain links: any other verified the address once and does not learn of a new owner.
 */
export function mayLink(
  provider: string,
  { email, email_authoritative }: Pick<Claims, "email" | "email_authoritative">,
): boolean {
  if (!email || !mayVouch(provider, email)) return false;
  switch (env().AUTH_LINK_VERIFIED_EMAIL) {
    case "true":
      return true;
    case "authoritative":
      return email_authoritative || !isNamedProvider(provider);
    case "false":
      return false;
  }
}

import "server-only";
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
export function mayVouch(provider: string, email: string): boolean {
  if (isBuiltInProvider(provider)) return true;
  const settings = env().openIdProviders.find(({ id }) => id === provider);
  return settings?.domains.includes(domainOf(email)) ?? false;
}

/**
 * Whether its provider and AUTH_LINK_VERIFIED_EMAIL allow a new account to be linked by its
 * address. With `authoritative`, only the provider that runs the address's domain may link: any
 * other verified the address once and does not learn of a new owner.
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
      return email_authoritative || !isBuiltInProvider(provider);
    case "false":
      return false;
  }
}

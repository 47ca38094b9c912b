import type { Provider } from "@/lib/auth/providers/registry";
import { type Finding, ok, warn } from "@/lib/doctor/finding";
import type { DiscoveryDocument } from "@/lib/doctor/provider/metadata/discovery-document";
import { openIdVariable } from "@/lib/doctor/provider/openid-variable";
import { quote } from "@/lib/doctor/provider/quote";

/** The claims by which an address counts (OpenID Connect Core 1.0, section 5.1). */
const addressClaims = ["email", "email_verified"];

/** Microsoft vouches for an address with `xms_edov`, an optional claim that its metadata lacks. */
const vouchesOtherwise = ["microsoft-entra-id"];

/**
 * What a provider's metadata says of the scopes and claims that the app needs. Both lists are
 * optional, and need not be complete (OpenID Connect Discovery 1.0, section 3).
 * @param idVariable - such as AUTH_OIDC_ACME_ID
 */
export function checkOffers(
  provider: Provider,
  document: DiscoveryDocument,
  idVariable: string,
): Finding[] {
  const { scopes_supported: scopes, claims_supported: claims } = document;
  return [
    checkScopes(provider, scopes, idVariable),
    vouchesOtherwise.includes(provider.id) ? null : checkClaims(provider.name, claims),
  ].filter((finding) => finding !== null);
}

function checkScopes({ name, scope }: Provider, offered: unknown, idVariable: string) {
  const missing = missingFrom(offered, scope.split(" "));
  if (missing.length === 0) return null;
  const list = missing.join(", ");
  const variable = openIdVariable(idVariable, "SCOPE");
  const fewer =
    variable && !missing.includes("openid") ? `, or ask for fewer with ${variable}` : "";
  return warn(
    "scopes",
    `the metadata of ${name} does not list ${list} (only ${quote(String(offered))}), so it may reject the request or leave out the address`,
    `Have ${name} offer ${list} to this client${fewer}; see “What to set at the provider” in docs/providers.md.`,
  );
}

function checkClaims(name: string, offered: unknown): Finding | null {
  if (!Array.isArray(offered)) return null;
  const missing = missingFrom(offered, addressClaims);
  if (missing.length === 0) return ok("claims", "its metadata lists email and email_verified");
  const list = missing.join(" and ");
  return warn(
    "claims",
    `the metadata of ${name} does not list ${list}: without a verified address no one can sign in for the first time`,
    `Have ${name} send ${list}, in the ID Token or from the UserInfo endpoint, with email_verified as true or false; see “What to set at the provider” in docs/providers.md.`,
  );
}

function missingFrom(offered: unknown, needed: string[]): string[] {
  return Array.isArray(offered) ? needed.filter((each) => !offered.includes(each)) : [];
}

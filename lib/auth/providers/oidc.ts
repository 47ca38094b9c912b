import "server-only";
import { discoverMetadata } from "@/lib/auth/oauth/discovery";
import { standardClaims } from "@/lib/auth/providers/claims";
import { openIdMark } from "@/lib/auth/providers/openid-mark";
import type { Provider } from "@/lib/auth/providers/provider";
import { openIdReauthentication } from "@/lib/auth/providers/reauthentication";
import type { OpenIdSettings } from "@/lib/env/env";

/** Any provider that implements OpenID Connect Core 1.0 and Discovery 1.0 to the letter. */
export function genericOpenIdProvider(settings: OpenIdSettings): Provider {
  const { id, name, issuer, clientId, clientSecret, scope, tokenAuth } = settings;
  return {
    id,
    name,
    mark: openIdMark,
    protocol: "oidc",
    issuer,
    issuerVariable: `AUTH_OIDC_${id.toUpperCase().replaceAll("-", "_")}_ISSUER`,
    clientId,
    clientSecret,
    scope,
    metadata: () => discoverMetadata(issuer),
    userinfoClaims: ["email", "email_verified", "name", "picture"],
    tokenAuth,
    // Every provider must support this value; some reject "select_account".
    chooseAccount: { prompt: "login" },
    ...openIdReauthentication,
    verifiedAddressHelp: (t) => t("providers.oidc.verifiedAddressHelp", { provider: name }),
    claims: standardClaims,
  };
}

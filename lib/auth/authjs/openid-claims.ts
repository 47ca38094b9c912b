import "server-only";
import { userinfoAlgorithms } from "@/lib/auth/authjs/client-metadata";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import { type ApiFetch, beforeDeadline } from "@/lib/auth/oauth/provider-fetch";
import { verifySignedUserinfo } from "@/lib/auth/oauth/signed-userinfo";
import type { Userinfo } from "@/lib/auth/oauth/userinfo";
import type { Claims } from "@/lib/auth/providers/claims";
import { completeClaims } from "@/lib/auth/providers/complete-claims";
import type { OpenIdProvider } from "@/lib/auth/providers/provider";
import { log } from "@/lib/log";

type Asked = {
  provider: OpenIdProvider;
  metadata: ServerMetadata;
  /** Ends all calls to the provider. */
  deadline: AbortSignal;
  fetch: ApiFetch;
};

type Tokens = {
  /** The claims of a verified ID Token. */
  idToken: Record<string, unknown>;
  accessToken: string;
  /** Undefined if the provider granted what we asked for (RFC 6749, section 5.1). */
  grantedScope: string | undefined;
};

/**
 * What an OpenID provider says about a user, from the ID Token and, where that is incomplete, UserInfo.
 * @throws ProviderError
 */
export async function readOpenIdClaims(asked: Asked, tokens: Tokens): Promise<Claims> {
  const { provider, metadata } = asked;
  const { idToken, accessToken, grantedScope } = tokens;
  const { userinfo_endpoint: endpoint } = metadata;
  const raw = endpoint
    ? await completeClaims(idToken, provider.userinfoClaims, {
        endpoint,
        accessToken,
        fetch: asked.fetch,
        verifyJwt: jwtVerifier(asked),
        onUnavailable: (error) =>
          log.warn({ event: "sign-in.userinfo-unavailable", provider: provider.id, error }),
      })
    : idToken;
  const claims = provider.claims(raw);
  const isWithheld =
    claims.email_problem === "email-missing" && withholdsEmail(provider, grantedScope);
  return isWithheld ? { ...claims, email_problem: "email-not-shared" } : claims;
}

function jwtVerifier({ provider, metadata, deadline }: Asked): Userinfo["verifyJwt"] {
  const { issuer, jwks_uri: jwksUri = "" } = metadata;
  const { clientId } = provider;
  return (jwt) => {
    const algorithms = userinfoAlgorithms(provider, metadata);
    const claims = verifySignedUserinfo(jwt, { issuer, clientId, jwksUri, algorithms });
    return beforeDeadline("keys", claims, deadline);
  };
}

/** Whether the user, asked for several scopes, left out that of the address. */
function withholdsEmail({ scope }: OpenIdProvider, granted: string | undefined): boolean {
  const hasEmail = (scopes: string) => scopes.split(/[\s,]+/).includes("email");
  return granted !== undefined && hasEmail(scope) && !hasEmail(granted);
}

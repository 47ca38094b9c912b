import "server-only";
import { customFetch } from "next-auth";
import type { OAuthConfig, OIDCConfig } from "next-auth/providers";
import { idTokenAlgorithms, tokenEndpointAuthMethod } from "@/lib/auth/authjs/client-metadata";
import { readOpenIdClaims } from "@/lib/auth/authjs/openid-claims";
import { withPlainClaims } from "@/lib/auth/authjs/plain-id-token";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import { verifyIdToken } from "@/lib/auth/oauth/id-token";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { type ApiFetch, beforeDeadline, providerFetch } from "@/lib/auth/oauth/provider-fetch";
import { readTokenResponse } from "@/lib/auth/oauth/token-response";
import type { Claims } from "@/lib/auth/providers/claims";
import type { OAuthProvider, OpenIdProvider, Provider } from "@/lib/auth/providers/provider";
import { inSpan } from "@/lib/telemetry/in-span";

/** What Auth.js needs to know to redeem one authorization code. */
export type Redemption = {
  provider: Provider;
  metadata: ServerMetadata;
  /** Whether the user is to be reauthenticated, so that the provider's word must be fresh. */
  reauthenticates: boolean;
  /** Ends all calls to the provider. */
  deadline: AbortSignal;
  /** Called with the claims, before Auth.js asks its adapter anything. */
  onClaims: (claims: Claims) => void;
};

/**
 * An entry of the provider table as an Auth.js provider, for one callback.
 *
 * Since it has the endpoints, Auth.js never runs discovery. `token.conform` gets the token response
 * before Auth.js does: there we reject errors with status 200 and verify the ID Token's signature.
 * See `handleOAuth` in @auth/core, lib/actions/callback/oauth/callback.js.
 */
export function toAuthjsProvider(redemption: Redemption) {
  const { provider } = redemption;
  return provider.protocol === "oidc"
    ? openIdProvider(redemption, provider)
    : oauthProvider(redemption, provider);
}

function openIdProvider(
  redemption: Redemption,
  provider: OpenIdProvider,
): OIDCConfig<Record<string, unknown>> {
  const { metadata } = redemption;
  return {
    ...common(redemption),
    type: "oidc",
    checks: ["pkce", "state", "nonce"],
    client: {
      token_endpoint_auth_method: tokenEndpointAuthMethod(provider, metadata),
      // A list, despite its type: with one name, a provider that changes its algorithm would fail.
      id_token_signed_response_alg: idTokenAlgorithms(provider, metadata) as unknown as string,
    },
    profile: async (idToken, { access_token: accessToken = "", scope }) => {
      const tokens = { idToken, accessToken, grantedScope: scope };
      const { deadline } = redemption;
      return toUser(
        redemption,
        await readOpenIdClaims(
          { provider, metadata, deadline, fetch: callApi(redemption) },
          tokens,
        ),
      );
    },
  };
}

function oauthProvider(redemption: Redemption, provider: OAuthProvider): OAuthConfig<Claims> {
  return {
    ...common(redemption),
    type: "oauth",
    checks: ["pkce", "state"],
    userinfo: {
      request: ({ tokens }: { tokens: { access_token?: string } }) =>
        provider.claims(tokens.access_token ?? "", callApi(redemption)),
    },
    profile: (claims) => toUser(redemption, claims),
  };
}

/** For the calls that follow the token request, within the same deadline. */
function callApi(redemption: Redemption): ApiFetch {
  return (url, init) => providerFetch("userinfo", url, init, redemption.deadline);
}

function common(redemption: Redemption) {
  const { provider, metadata } = redemption;
  return {
    id: provider.id,
    name: provider.name,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    issuer: metadata.issuer,
    authorization: metadata.authorization_endpoint,
    // The adapter names no user by address unless the link policy links them.
    allowDangerousEmailAccountLinking: true,
    token: {
      url: metadata.token_endpoint,
      conform: (response: Response) => conformTokenResponse(redemption, response),
    },
    // Auth.js copies symbols only from `options`: see parseProviders in lib/utils/providers.js.
    options: { [customFetch]: tokenFetch(redemption) },
  };
}

/** For the only call that Auth.js makes itself: the token request. */
function tokenFetch(redemption: Redemption): typeof fetch {
  // Auth.js passes an address, never a Request.
  return (url, init) => providerFetch("token", String(url), init, redemption.deadline);
}

/** Auth.js gets what it needs of the response. It would reject `"refresh_token": null`. */
async function conformTokenResponse(redemption: Redemption, response: Response): Promise<Response> {
  const { provider } = redemption;
  const { access_token, id_token, scope } = await readTokenResponse(response);
  const tokens = { access_token, token_type: "bearer", ...(scope !== null && { scope }) };
  if (provider.protocol === "oauth") return Response.json(tokens);
  return Response.json({ ...tokens, id_token: await verified(redemption, provider, id_token) });
}

async function verified(
  { metadata, reauthenticates, deadline }: Redemption,
  provider: OpenIdProvider,
  idToken: unknown,
): Promise<string> {
  const { jwks_uri: jwksUri, issuer } = metadata;
  if (!jwksUri || typeof idToken !== "string") {
    throw new ProviderError("token", "malformed", { message: "the response has no id_token" });
  }
  const expected = {
    issuer,
    clientId: provider.clientId,
    jwksUri,
    algorithms: idTokenAlgorithms(provider, metadata),
    maxAuthenticationAgeSeconds: reauthenticates ? provider.maxAuthenticationAgeSeconds : undefined,
  };
  const claims = inSpan("sign-in.id_token", {}, () => verifyIdToken(idToken, expected));
  return withPlainClaims(idToken, await beforeDeadline("keys", claims, deadline));
}

function toUser({ onClaims }: Redemption, claims: Claims) {
  onClaims(claims);
  return { id: claims.subject, email: claims.email };
}

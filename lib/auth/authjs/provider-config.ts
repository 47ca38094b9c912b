import "server-only";
import { customFetch } from "next-auth";
import type { OAuthConfig, OIDCConfig } from "next-auth/providers";
import type { SignInAttempt } from "@/lib/auth/authjs/attempt";
import { idTokenAlgorithms, tokenEndpointAuthMethod } from "@/lib/auth/authjs/client-metadata";
import { verifyIdToken } from "@/lib/auth/oauth/id-token";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { type ApiFetch, beforeDeadline, providerFetch } from "@/lib/auth/oauth/provider-fetch";
import { readTokenResponse } from "@/lib/auth/oauth/token-response";
import { withUserinfo } from "@/lib/auth/oauth/userinfo";
import type { Claims } from "@/lib/auth/providers/claims";
import type { OAuthProvider, OpenIdProvider } from "@/lib/auth/providers/provider";
import { inSpan } from "@/lib/telemetry/in-span";

/**
 * An entry of the provider table as an Auth.js provider, for one attempt.
 *
 * Since it has the endpoints, Auth.js never runs discovery. `token.conform` gets the token response
 * before Auth.js does: there we reject errors with status 200 and verify the ID Token's signature.
 * See `handleOAuth` in @auth/core, lib/actions/callback/oauth/callback.js.
 */
export function toAuthjsProvider(attempt: SignInAttempt) {
  const { provider } = attempt;
  return provider.protocol === "oidc"
    ? openIdProvider(attempt, provider)
    : oauthProvider(attempt, provider);
}

function openIdProvider(
  attempt: SignInAttempt,
  provider: OpenIdProvider,
): OIDCConfig<Record<string, unknown>> {
  const { metadata } = attempt;
  return {
    ...common(attempt),
    type: "oidc",
    checks: ["pkce", "state", "nonce"],
    client: {
      token_endpoint_auth_method: tokenEndpointAuthMethod(metadata),
      // A list, despite its type: with one name, a provider that changes its algorithm would fail.
      id_token_signed_response_alg: idTokenAlgorithms(provider, metadata) as unknown as string,
    },
    profile: async (idToken, { access_token: accessToken = "" }) => {
      const userinfo = {
        endpoint: metadata.userinfo_endpoint,
        accessToken,
        fetch: callApi(attempt),
      };
      const claims = provider.asksUserinfo ? await withUserinfo(idToken, userinfo) : idToken;
      return toUser(provider.claims(claims));
    },
  };
}

function oauthProvider(attempt: SignInAttempt, provider: OAuthProvider): OAuthConfig<Claims> {
  return {
    ...common(attempt),
    type: "oauth",
    checks: ["pkce", "state"],
    userinfo: {
      request: ({ tokens }: { tokens: { access_token?: string } }) =>
        provider.claims(tokens.access_token ?? "", callApi(attempt)),
    },
    profile: toUser,
  };
}

/** For the calls that follow the token request, within the same deadline. */
function callApi(attempt: SignInAttempt): ApiFetch {
  return (url, init) => providerFetch("userinfo", url, init, attempt.deadline);
}

function common(attempt: SignInAttempt) {
  const { provider, metadata } = attempt;
  return {
    id: provider.id,
    name: provider.name,
    clientId: provider.clientId,
    clientSecret: provider.clientSecret,
    issuer: metadata.issuer,
    authorization: metadata.authorization_endpoint,
    token: {
      url: metadata.token_endpoint,
      conform: (response: Response) => conformTokenResponse(attempt, response),
    },
    // Auth.js copies symbols only from `options`: see parseProviders in lib/utils/providers.js.
    options: { [customFetch]: tokenFetch(attempt) },
  };
}

/** For the only call that Auth.js makes itself: the token request. */
function tokenFetch(attempt: SignInAttempt): typeof fetch {
  return (url, init) => {
    attempt.codeRedeemed = true;
    return providerFetch("token", url, init, attempt.deadline);
  };
}

async function conformTokenResponse(attempt: SignInAttempt, response: Response): Promise<Response> {
  const received = await readTokenResponse(response);
  const { provider, metadata } = attempt;
  if (provider.protocol === "oidc") {
    if (!metadata.jwks_uri || typeof received.id_token !== "string") {
      throw new ProviderError("token", "malformed", { message: "the response has no id_token" });
    }
    const { id_token: idToken } = received;
    const expected = {
      issuer: metadata.issuer,
      clientId: provider.clientId,
      jwksUri: metadata.jwks_uri,
      algorithms: idTokenAlgorithms(provider, metadata),
      maxAuthenticationAgeSeconds:
        attempt.intent === "confirm" ? provider.maxAuthenticationAgeSeconds : undefined,
    };
    const verified = inSpan("sign-in.id_token", {}, () => verifyIdToken(idToken, expected));
    await beforeDeadline("keys", verified, attempt.deadline);
  }
  return Response.json(received);
}

/** Auth.js passes this on to the adapter unchanged, except for a new `id`. */
export type NamedUser = { id: string; email: string | null; claims: Claims };

function toUser(claims: Claims): NamedUser {
  return { id: claims.subject, email: claims.email, claims };
}

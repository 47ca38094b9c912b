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
 * An entry of the provider table in the form that Auth.js takes, for one attempt.
 *
 * With the endpoints given, Auth.js never runs discovery itself. `token.conform` sees the token
 * endpoint's answer before Auth.js does, which is where we refuse errors that come with status
 * 200 and verify the ID Token's signature: see `handleOAuth` in @auth/core,
 * lib/actions/callback/oauth/callback.js.
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
      // A list, other than its type says; one name would refuse a provider that changes its keys.
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

/** The calls that follow the token request, within the same deadline. */
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
    // Auth.js copies symbols from `options` alone: parseProviders in lib/utils/providers.js.
    options: { [customFetch]: tokenFetch(attempt) },
  };
}

/** The one call that Auth.js itself makes: the token request. */
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
      throw new ProviderError("token", "malformed", { message: "there is no id_token" });
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

/** Auth.js hands this on to the adapter untouched, but for a new `id`. */
export type NamedUser = { id: string; email: string | null; claims: Claims };

function toUser(claims: Claims): NamedUser {
  return { id: claims.subject, email: claims.email, claims };
}

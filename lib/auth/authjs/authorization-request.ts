import "server-only";
import { createHash, randomBytes } from "node:crypto";
import type { SignInAttempt } from "@/lib/auth/authjs/attempt";
import { checkMaxAgeSeconds, sealCheck } from "@/lib/auth/authjs/check-cookie";
import { redirectProxyUrl, throughRedirectProxy } from "@/lib/auth/authjs/redirect-proxy";
import { env } from "@/lib/env/env";
import { callbackUrlCookieName, checkCookieNames, cookieOptions } from "@/lib/security/cookies";
import { inSpan } from "@/lib/telemetry/in-span";

/** The path below which Auth.js has its routes. */
export const basePath = "/api/auth";

type Cookie = { name: string; value: string; options: ReturnType<typeof cookieOptions> };

export type AuthorizationRequest = {
  /** The provider's authorization endpoint, with the parameters. */
  url: string;
  /** The checks for the callback, and the return path. */
  cookies: Cookie[];
  /** The state as this deployment gets it back; a redirect proxy gets it sealed. */
  state: string;
  /** Identifies this request: no other state cookie has the same value. */
  stateCookie: string;
};

/**
 * Makes an authorization request (RFC 6749, section 4.1.1) with a state, PKCE (RFC 7636) and, for
 * an OpenID provider, a nonce (OpenID Connect Core 1.0, section 3.1.2.1). At the callback, Auth.js
 * opens the cookies and compares.
 *
 * @param returnTo - a path from `returnPath`
 */
export function makeAuthorizationRequest(
  attempt: SignInAttempt,
  returnTo: string,
): Promise<AuthorizationRequest> {
  const { provider, intent } = attempt;
  const attributes = { "foyer.provider": provider.id, "foyer.intent": intent };
  return inSpan("sign-in.authorization_request", attributes, () => make(attempt, returnTo));
}

async function make(attempt: SignInAttempt, returnTo: string): Promise<AuthorizationRequest> {
  const { provider, metadata } = attempt;
  const [state, codeVerifier] = [unguessable(), unguessable()];
  const nonce = provider.protocol === "oidc" ? unguessable() : null;
  const url = new URL(metadata.authorization_endpoint);
  const parameters = {
    response_type: "code",
    client_id: provider.clientId,
    redirect_uri: `${redirectProxyUrl() ?? `${env().origin}${basePath}`}/callback/${provider.id}`,
    scope: provider.scope,
    ...attempt.prompt,
    state,
    code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
    code_challenge_method: "S256",
    ...(nonce && { nonce }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);

  const names = checkCookieNames();
  const stateCookie = await checkCookie(names.state, state, provider.id);
  const cookies = [
    stateCookie,
    await checkCookie(names.pkceCodeVerifier, codeVerifier, provider.id),
    ...(nonce ? [await checkCookie(names.nonce, nonce, provider.id)] : []),
    {
      name: callbackUrlCookieName(),
      value: `${env().origin}${returnTo}`,
      options: cookieOptions(),
    },
  ];
  return {
    url: await throughRedirectProxy(url.href),
    cookies,
    state,
    stateCookie: stateCookie.value,
  };
}

async function checkCookie(name: string, value: string, provider: string): Promise<Cookie> {
  const sealed = await sealCheck(name, { value, provider });
  const options = { ...cookieOptions(), maxAge: checkMaxAgeSeconds };
  return { name, value: sealed, options };
}

/** 256 random bits in the characters that RFC 7636, section 4.1 allows. */
function unguessable(): string {
  return randomBytes(32).toString("base64url");
}

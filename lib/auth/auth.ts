import "server-only";
import { Auth, raw, skipCSRFCheck } from "@auth/core";
import type { NextAuthConfig } from "next-auth";
import { toAuthjsProvider } from "@/lib/auth/authjs-provider";
import { redirectProxyUrl, throughRedirectProxy } from "@/lib/auth/redirect-proxy";
import { returnPath } from "@/lib/auth/return-path";
import { createSessionToken } from "@/lib/auth/session-token";
import { signInAdapter } from "@/lib/auth/sign-in-adapter";
import type { SignInAttempt } from "@/lib/auth/sign-in-attempt";
import { env } from "@/lib/env";
import { authCookies } from "@/lib/security/cookies";
import { inSpan } from "@/lib/telemetry/in-span";

const basePath = "/api/auth";

/**
 * Makes the authorization request (RFC 6749, section 4.1.1).
 *
 * @param returnTo - a path from `returnPath`
 * @returns the provider's address, the cookies that the callback will be checked against, and the
 *   state that it has to have in the end
 */
export async function startAuthorization(attempt: SignInAttempt, returnTo: string) {
  const body = new URLSearchParams({ callbackUrl: `${env().origin}${returnTo}` });
  const answer = await inSpan("sign-in.authorization_request", attributesOf(attempt), () =>
    run(attempt, `signin/${attempt.provider.id}`, { method: "POST", body }),
  );
  const { cookies, redirect } = answer;
  if (!redirect) return { cookies };
  const state = new URL(redirect).searchParams.get("state");
  return { cookies, redirect: await throughRedirectProxy(redirect), state };
}

/**
 * Takes the authorization response (RFC 6749, section 4.1.2): checks it, redeems the code, reads
 * the claims, and signs the person in through the adapter.
 *
 * @param parameters - of the callback's query
 * @param cookieHeader - with this browser's check cookies and nothing else: Auth.js would attach
 *   the account to whatever session cookie it saw
 * @throws AuthError, whose cause says what happened
 */
export function finishAuthorization(
  attempt: SignInAttempt,
  parameters: URLSearchParams,
  cookieHeader: string,
) {
  const path = `callback/${attempt.provider.id}?${parameters}`;
  return inSpan("sign-in.authorization_response", attributesOf(attempt), () =>
    run(attempt, path, { headers: { cookie: cookieHeader } }),
  );
}

function attributesOf({ provider, intent }: SignInAttempt) {
  return { "foyer.provider": provider.id, "foyer.intent": intent };
}

async function run(attempt: SignInAttempt, path: string, init: RequestInit) {
  const request = new Request(`${env().origin}${basePath}/${path}`, init);
  const answer = await Auth(request, { ...config(attempt), raw, skipCSRFCheck });
  // Auth.js finds fault with its configuration before it looks at `raw`.
  if (answer instanceof Response)
    throw new Error("Auth.js refused its configuration", { cause: attempt.loggedError });
  return answer;
}

function config(attempt: SignInAttempt): NextAuthConfig {
  const { authSecrets, origin } = env();
  return {
    providers: [toAuthjsProvider(attempt)],
    adapter: signInAdapter(attempt),
    basePath,
    secret: authSecrets,
    redirectProxyUrl: redirectProxyUrl(),
    // The request above is made from our own origin; no header of the visitor's reaches it.
    trustHost: true,
    useSecureCookies: origin.startsWith("https:"),
    cookies: authCookies(),
    session: {
      strategy: "database",
      maxAge: env().SESSION_MAX_AGE,
      generateSessionToken: createSessionToken,
    },
    callbacks: { redirect: ({ url }) => `${origin}${returnPath(url, origin)}` },
    logger: {
      error: (error) => {
        attempt.loggedError = error;
      },
      warn: () => {},
      debug: () => {},
    },
  };
}

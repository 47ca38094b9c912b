import "server-only";
import { Auth, raw, skipCSRFCheck } from "@auth/core";
import type { NextAuthConfig } from "next-auth";
import { signInAdapter } from "@/lib/auth/authjs/adapter";
import type { SignInAttempt } from "@/lib/auth/authjs/attempt";
import { basePath } from "@/lib/auth/authjs/authorization-request";
import { toAuthjsProvider } from "@/lib/auth/authjs/provider-config";
import { redirectProxyUrl } from "@/lib/auth/authjs/redirect-proxy";
import { createSessionToken } from "@/lib/auth/session/token";
import { env } from "@/lib/env/env";
import { returnPath } from "@/lib/http/return-path";
import { authCookies } from "@/lib/security/cookies";
import { inSpan } from "@/lib/telemetry/in-span";

/**
 * Processes the authorization response (RFC 6749, section 4.1.2): checks it, redeems the code,
 * reads the claims, and signs the user in through the adapter.
 *
 * @param parameters - of the callback's query
 * @param cookieHeader - this browser's check cookies and nothing else: Auth.js would link the
 *   account to the user of any session cookie that it sees
 * @throws AuthError, whose cause says what happened
 */
export function finishAuthorization(
  attempt: SignInAttempt,
  parameters: URLSearchParams,
  cookieHeader: string,
) {
  const { provider, intent } = attempt;
  const url = `${env().origin}${basePath}/callback/${provider.id}?${parameters}`;
  const attributes = { "foyer.provider": provider.id, "foyer.intent": intent };
  return inSpan("sign-in.authorization_response", attributes, () =>
    run(attempt, new Request(url, { headers: { cookie: cookieHeader } })),
  );
}

async function run(attempt: SignInAttempt, request: Request) {
  const response = await Auth(request, { ...config(attempt), raw, skipCSRFCheck });
  // Auth.js checks its configuration before it looks at `raw`.
  if (response instanceof Response)
    throw new Error("Auth.js rejected its configuration", { cause: attempt.loggedError });
  return response;
}

function config(attempt: SignInAttempt): NextAuthConfig {
  const { authSecrets, origin } = env();
  return {
    providers: [toAuthjsProvider(attempt)],
    adapter: signInAdapter(attempt),
    basePath,
    secret: authSecrets,
    redirectProxyUrl: redirectProxyUrl(),
    // The request above is built with our own origin; no header of the visitor's reaches it.
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

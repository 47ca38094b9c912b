import "server-only";
import { Auth, raw, skipCSRFCheck } from "@auth/core";
import type { NextAuthConfig } from "next-auth";
import { signInAdapter } from "@/lib/auth/authjs/adapter";
import { checkCookieHeader, checkCookies } from "@/lib/auth/authjs/check-cookies";
import { type Fault, toFault } from "@/lib/auth/authjs/fault";
import { toAuthjsProvider } from "@/lib/auth/authjs/provider-config";
import { redirectProxyUrl } from "@/lib/auth/authjs/redirect-proxy";
import { basePath } from "@/lib/auth/authjs/redirect-uri";
import { type CallbackOutcome, UnitOfWork } from "@/lib/auth/authjs/unit-of-work";
import type { VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import type { AuthorizationChecks } from "@/lib/auth/oauth/authorization-url";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import type { Provider } from "@/lib/auth/providers/provider";
import { env } from "@/lib/env/env";
import { inSpan } from "@/lib/telemetry/in-span";

/** A successful authorization response, which the callback has matched with its flow. */
export type AuthorizationResponse = {
  provider: Provider;
  metadata: ServerMetadata;
  checks: AuthorizationChecks;
  code: string;
  /** RFC 9207; null if the provider sends none. */
  iss: string | null;
  /** The session's new token, for the cookie. */
  sessionToken: string;
  /** Ends all calls to the provider. */
  deadline: AbortSignal;
} & Pick<VerifiedSignIn, "intent" | "currentUser" | "device" | "deviceHash" | "link">;

/**
 * Has Auth.js redeem the code and read the claims (RFC 6749, sections 4.1.3 and 4.1.4), and carries
 * out what the link policy decides. Auth.js sees this flow's checks and no other cookie: it would
 * link the account to the user of any session cookie that it saw.
 *
 * @returns what became of it; never throws
 */
export function redeemCode(response: AuthorizationResponse): Promise<CallbackOutcome | Fault> {
  const { provider, intent } = response;
  const attributes = { "foyer.provider": provider.id, "foyer.intent": intent };
  return inSpan("sign-in.authorization_response", attributes, () => run(response));
}

async function run(response: AuthorizationResponse): Promise<CallbackOutcome | Fault> {
  const { provider } = response;
  const work = new UnitOfWork({ ...response, provider: provider.id, issuer: provider.issuer });
  let loggedError: unknown;
  try {
    const config = authjsConfig(response, work, (error) => {
      loggedError = error;
    });
    const request = await callbackRequest(response);
    const result = await Auth(request, { ...config, raw, skipCSRFCheck });
    if (work.outcome) return work.outcome;
    // Claims that Auth.js rejects are only logged. A configuration that it rejects is a Response.
    const isStopped =
      !(result instanceof Response) && work.hasClaims && !(await work.opensSession());
    return isStopped ? await work.commit() : toFault(loggedError);
  } catch (error) {
    return work.outcome ?? toFault(error);
  }
}

/** The callback as Auth.js is to see it: with the parameters and checks that we have verified. */
async function callbackRequest(response: AuthorizationResponse): Promise<Request> {
  const { provider, checks, code, iss } = response;
  const parameters = new URLSearchParams({ code, state: checks.state, ...(iss && { iss }) });
  const url = `${env().origin}${basePath}/callback/${provider.id}?${parameters}`;
  return new Request(url, { headers: { cookie: await checkCookieHeader(checks, provider.id) } });
}

function authjsConfig(
  { provider, metadata, intent, deadline, sessionToken }: AuthorizationResponse,
  work: UnitOfWork,
  onError: (error: Error) => void,
): NextAuthConfig {
  const { authSecrets, SESSION_MAX_AGE } = env();
  return {
    providers: [
      toAuthjsProvider({
        provider,
        metadata,
        reauthenticates: intent === "confirm",
        deadline,
        onClaims: (claims) => work.setClaims(claims),
      }),
    ],
    adapter: signInAdapter(work),
    basePath,
    secret: authSecrets,
    redirectProxyUrl: redirectProxyUrl(),
    // The request is built with our own origin; no header of the visitor's reaches it.
    trustHost: true,
    cookies: checkCookies,
    session: {
      strategy: "database",
      maxAge: SESSION_MAX_AGE,
      generateSessionToken: () => sessionToken,
    },
    callbacks: {
      // Auth.js stops at a URL and opens no session. `run` commits in its place.
      signIn: async () => (await work.opensSession()) || basePath,
    },
    logger: { error: onError, warn: () => {}, debug: () => {} },
  };
}

import "server-only";
import { headers } from "next/headers";
import { makeAuthorizationRequest } from "@/lib/auth/authjs/authorization-request";
import { isPassing } from "@/lib/auth/oauth/passing-fault";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import type { Provider } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import type { Flow } from "@/lib/auth/sign-in/flow";
import { setFlow } from "@/lib/auth/sign-in/flow-cookies";
import { languageParameters } from "@/lib/auth/sign-in/language-parameters";
import type { LinkToken } from "@/lib/auth/sign-in/link-token";
import { noteRefusedBrowser, refusedBrowser } from "@/lib/auth/sign-in/refused-browser";
import { setFlash } from "@/lib/flash/flash";
import { requestFields } from "@/lib/http/request-context";
import { countIpAttempt, tooManyPath } from "@/lib/limits/enforce";
import { log } from "@/lib/log";
import { inSpan } from "@/lib/telemetry/in-span";

export type AuthorizationStart = {
  provider: Provider;
  /** Where the visitor returns to in the end: a path from `returnPath`. */
  returnTo: string;
  /** The page that shows the message if the provider is unreachable. */
  failurePath: string;
  /** Why a signed-in user goes to the provider; not set for a sign-in. */
  intent?: { kind: "connect" | "confirm"; user: CurrentUser };
  /** The operator's link that led to the sign-in. */
  link?: LinkToken | null;
  /** Authorization request parameters that control the provider's pages. */
  prompt?: Record<string, string>;
};

export type StartedAuthorization =
  /** `url`: the authorization request. */
  | { kind: "started"; url: string }
  /** `url`: our page that explains. */
  | { kind: "too-many-attempts"; url: string; seconds: number }
  | { kind: "provider-away"; url: string }
  /** The provider would refuse this browser. */
  | { kind: "embedded-browser"; url: string };

/**
 * Begins a flow: counts it against the client's address, makes the authorization request, and sets
 * the cookie that its callback is checked against.
 * @returns where to send the browser, with the reason if that is not the provider
 */
export async function startAuthorization(start: AuthorizationStart): Promise<StartedAuthorization> {
  const { provider, returnTo, failurePath, intent } = start;
  const requestHeaders = await headers();
  // A sign-in has a page of its own for this, with the other providers: see `startSignIn`.
  const refused = intent ? refusedBrowser(provider, requestHeaders) : null;
  if (refused) {
    noteRefusedBrowser(requestHeaders, provider, refused);
    await setFlash({ kind: "embedded-browser", provider: provider.id, ...refused });
    return { kind: "embedded-browser", url: failurePath };
  }
  const seconds = await countIpAttempt("sign-in", requestHeaders);
  if (seconds !== null) return { kind: "too-many-attempts", url: tooManyPath(returnTo), seconds };
  const attributes = {
    "foyer.provider": provider.id,
    "foyer.intent": intent?.kind ?? "sign-in",
  };
  try {
    const url = await inSpan("sign-in.authorization_request", attributes, () =>
      beginFlow(start, requestHeaders),
    );
    return { kind: "started", url };
  } catch (error) {
    if (!isProviderError(error)) throw error;
    const about = requestFields(requestHeaders);
    const { step } = error;
    log.warn({ event: "sign-in.not-started", ...about, provider: provider.id, step, error });
    const { reference } = about;
    const mayPass = isPassing(error);
    await setFlash({ kind: "provider-away", provider: provider.id, reference, mayPass });
    return { kind: "provider-away", url: failurePath };
  }
}

async function beginFlow(
  { provider, returnTo, intent, link = null, prompt = {} }: AuthorizationStart,
  requestHeaders: Headers,
): Promise<string> {
  const setting = intent?.user.locale ?? null;
  const asked = { headers: requestHeaders, setting, parameters: prompt };
  const parameters = { ...languageParameters(provider, asked), ...prompt };
  const { url, checks } = await makeAuthorizationRequest(provider, parameters);
  const flow: Flow = {
    startedAt: Date.now(),
    provider: provider.id,
    returnTo,
    intent: intent
      ? { kind: intent.kind, userId: intent.user.id, sessionId: intent.user.sessionId }
      : null,
    link,
    checks,
  };
  await setFlow(flow, requestHeaders.get("cookie"));
  return url;
}

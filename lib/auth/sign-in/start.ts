import "server-only";
import { cookies, headers } from "next/headers";
import { beginAttempt } from "@/lib/auth/authjs/attempt";
import { makeAuthorizationRequest } from "@/lib/auth/authjs/authorization-request";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import type { Provider } from "@/lib/auth/providers/registry";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { readDeviceToken } from "@/lib/auth/session/device-cookie";
import { type SealedIntent, setIntent } from "@/lib/auth/sign-in/intent-cookie";
import { setFlash } from "@/lib/flash/flash";
import { readDevice } from "@/lib/http/device";
import { requestFields } from "@/lib/http/request-context";
import { enforceIpLimit } from "@/lib/limits/enforce";
import { log } from "@/lib/log";

export type AuthorizationStart = {
  provider: Provider;
  /** Where the visitor returns to in the end: a path from `returnPath`. */
  returnTo: string;
  /** The page that shows the message if the provider is unreachable. */
  otherwise: string;
  /** Why a signed-in user goes to the provider; not set for a sign-in. */
  intent?: { kind: SealedIntent["kind"]; user: CurrentUser };
  /** Extra authorization request parameters. */
  prompt?: Record<string, string>;
};

/**
 * Makes the authorization request and sets the cookies that its callback is checked against.
 * @returns where to send the browser
 */
export async function startAuthorization(start: AuthorizationStart): Promise<string> {
  const { provider, returnTo, otherwise } = start;
  await enforceIpLimit("sign-in");
  const requestHeaders = await headers();
  try {
    const request = await makeAuthorizationRequest(
      await beginFlow(start, requestHeaders),
      returnTo,
    );
    const jar = await cookies();
    for (const { name, value, options } of request.cookies) jar.set(name, value, options);
    if (start.intent) {
      const { kind, user } = start.intent;
      const { stateCookie } = request;
      await setIntent(kind, { user, provider: provider.id, stateCookie });
    }
    return request.url;
  } catch (error) {
    if (!isProviderError(error)) throw error;
    const about = requestFields(requestHeaders);
    const { step } = error;
    log.warn({ event: "sign-in.not-started", ...about, provider: provider.id, step, error });
    await setFlash({ kind: "provider-away", provider: provider.id, reference: about.reference });
    return otherwise;
  }
}

function beginFlow({ provider, intent, prompt = {} }: AuthorizationStart, requestHeaders: Headers) {
  return beginAttempt({
    provider,
    intent: intent?.kind ?? "sign-in",
    currentUser: intent ? { userId: intent.user.id, sessionId: intent.user.sessionId } : null,
    prompt,
    device: readDevice(requestHeaders),
    deviceToken: readDeviceToken(requestHeaders),
  });
}

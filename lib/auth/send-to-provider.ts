import "server-only";
import { cookies, headers } from "next/headers";
import { enforceIpLimit } from "@/lib/auth/attempts";
import { makeAuthorizationRequest } from "@/lib/auth/authorization-request";
import { readDeviceToken } from "@/lib/auth/device-cookie";
import { setFlash } from "@/lib/auth/flash";
import { type SealedIntent, setIntent } from "@/lib/auth/intent";
import { isProviderError } from "@/lib/auth/provider-error";
import type { Provider } from "@/lib/auth/providers";
import { beginAttempt } from "@/lib/auth/sign-in-attempt";
import type { CurrentUser } from "@/lib/auth/visitor";
import { log } from "@/lib/log";
import { readDevice } from "@/lib/security/device";
import { requestFields } from "@/lib/security/request-context";

export type AuthorizationStart = {
  provider: Provider;
  /** Where the visitor comes back to in the end: a path from `returnPath`. */
  returnTo: string;
  /** Where they go when the provider cannot be reached, to read about that. */
  otherwise: string;
  /** Why somebody who is signed in goes there; nobody else has a reason to name. */
  intent?: { kind: SealedIntent["kind"]; user: CurrentUser };
  /** Authorization request parameters beside the usual ones. */
  prompt?: Record<string, string>;
};

/**
 * Makes the authorization request and leaves the cookies that its callback will be checked by.
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
    user: intent ? { userId: intent.user.id, sessionId: intent.user.sessionId } : null,
    prompt,
    device: readDevice(requestHeaders),
    deviceToken: readDeviceToken(requestHeaders),
  });
}

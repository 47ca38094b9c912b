import "server-only";
import { cookies, headers } from "next/headers";
import { requireRoomForAddress } from "@/lib/auth/attempts";
import { makeAuthorizationRequest } from "@/lib/auth/authorization-request";
import { readDeviceToken } from "@/lib/auth/device-cookie";
import { leaveFlash } from "@/lib/auth/flash";
import { leaveIntent, type SealedIntent } from "@/lib/auth/intent";
import { isProviderError } from "@/lib/auth/provider-error";
import type { Provider } from "@/lib/auth/providers";
import { beginAttempt } from "@/lib/auth/sign-in-attempt";
import type { Visitor } from "@/lib/auth/visitor";
import { log } from "@/lib/log";
import { readDevice } from "@/lib/security/device";
import { requestFields } from "@/lib/security/request-context";

export type Journey = {
  provider: Provider;
  /** Where the visitor comes back to in the end: a path from `returnPath`. */
  returnTo: string;
  /** Where they go when the provider cannot be reached, to read about that. */
  otherwise: string;
  /** Why somebody who is signed in goes there; nobody else has a reason to name. */
  intent?: { kind: SealedIntent["kind"]; visitor: Visitor };
  /** Authorization request parameters beside the usual ones. */
  prompt?: Record<string, string>;
};

/**
 * Makes the authorization request and leaves the cookies that its callback will be checked by.
 * @returns where to send the browser
 */
export async function sendToProvider(journey: Journey): Promise<string> {
  const { provider, returnTo, otherwise } = journey;
  await requireRoomForAddress("sign-in");
  const requestHeaders = await headers();
  try {
    const request = await makeAuthorizationRequest(await begin(journey, requestHeaders), returnTo);
    const jar = await cookies();
    for (const { name, value, options } of request.cookies) jar.set(name, value, options);
    if (journey.intent) {
      const { kind, visitor } = journey.intent;
      const { stateCookie } = request;
      await leaveIntent(kind, { visitor, provider: provider.id, stateCookie });
    }
    return request.url;
  } catch (error) {
    if (!isProviderError(error)) throw error;
    const about = requestFields(requestHeaders);
    const { step } = error;
    log.warn({ event: "sign-in.not-started", ...about, provider: provider.id, step, error });
    await leaveFlash({ kind: "provider-away", provider: provider.id, reference: about.reference });
    return otherwise;
  }
}

function begin({ provider, intent, prompt = {} }: Journey, requestHeaders: Headers) {
  return beginAttempt({
    provider,
    intent: intent?.kind ?? "sign-in",
    visitor: intent ? { userId: intent.visitor.id, sessionId: intent.visitor.sessionId } : null,
    prompt,
    device: readDevice(requestHeaders),
    deviceToken: readDeviceToken(requestHeaders),
  });
}

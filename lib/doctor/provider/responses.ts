import "server-only";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { connectionProblem } from "@/lib/doctor/connection/connection-problem";
import { type Finding, warn } from "@/lib/doctor/finding";
import {
  type AuthorizationRequest,
  sendAuthorizationRequest,
  sendControlRequest,
} from "@/lib/doctor/provider/authorization/authorization-request";
import type { Verdict } from "@/lib/doctor/provider/authorization/authorization-response";
import { checkRedirectAddress } from "@/lib/doctor/provider/authorization/redirect-address";
import { checkClock } from "@/lib/doctor/provider/clock";
import { checkTokenEndpoint } from "@/lib/doctor/provider/token/token-endpoint";
import type { Registration } from "@/lib/doctor/report";

type ProviderFacts = {
  request: AuthorizationRequest;
  registration: Registration;
  /** The variable that decides the provider's address; null where it is built in. */
  variable: string | null;
};

/** Checks what the provider's two endpoints make of redirect address, client id and secret. */
export async function checkResponses(facts: ProviderFacts): Promise<Finding[]> {
  const { request, registration } = facts;
  const { verdict, skew } = await sendAuthorizationRequest(
    request.url,
    request.redirectAddress,
  ).catch(asUnclear);
  const address =
    "error" in verdict
      ? notReachable(request, registration, verdict.error)
      : checkRedirectAddress({
          ...registration,
          scope: request.provider.scope,
          ours: verdict,
          control: await controlVerdict(request.url),
        });
  const { name } = registration;
  const clock = skew === null ? [] : [checkClock(name, skew, request.provider.protocol === "oidc")];
  if ("kind" in verdict && verdict.kind === "refused" && verdict.because === "client") {
    return [address, ...clock];
  }
  const addressRejected = address.status === "fail";
  const secret = await checkTokenEndpoint({ ...facts, addressRejected });
  return [...preferCertain(address, secret), ...clock];
}

type Unreachable = { error: Error };

function asUnclear(error: unknown): { verdict: Unreachable; skew: null } {
  if (!isProviderError(error)) throw error;
  return { verdict: { error }, skew: null };
}

async function controlVerdict(url: URL): Promise<Verdict> {
  try {
    return await sendControlRequest(url);
  } catch (error) {
    if (!isProviderError(error)) throw error;
    return { kind: "unclear", code: error.code };
  }
}

/** Only browsers use this endpoint, so the app may work although this machine cannot reach it. */
function notReachable(
  { url }: AuthorizationRequest,
  { name, redirectAddress, place }: Registration,
  error: Error,
): Finding {
  const code = connectionProblem(error)?.code ?? error.message;
  return warn(
    "redirect address",
    `could not be determined: ${name}'s sign-in page at ${url.host} is not reachable from here (${code})`,
    `Open ${url.origin} in a browser, as visitors do, and compare ${redirectAddress} in ${place}.`,
  );
}

/** A finding of the token endpoint about the address replaces one that is not certain. */
function preferCertain(address: Finding, secret: Finding): Finding[] {
  const isSettled = address.check === secret.check && address.status !== "fail";
  return isSettled ? [secret] : [address, secret];
}

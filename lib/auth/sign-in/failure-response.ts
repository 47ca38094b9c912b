import "server-only";
import { setPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { cleanErrorCode } from "@/lib/auth/oauth/error-code";
import { errorParameters } from "@/lib/auth/oauth/error-response";
import { failedStep } from "@/lib/auth/oauth/provider-error";
import type { Provider } from "@/lib/auth/providers/registry";
import type { SignInFailure } from "@/lib/auth/sign-in/failure";
import type { Flow } from "@/lib/auth/sign-in/flow";
import { failureResponse } from "@/lib/failures/failure-response";
import {
  type Action,
  bug,
  databaseUnavailable,
  type Failure,
  tooManyAttempts,
} from "@/lib/failures/failures";
import {
  callbackNotOurs,
  emailUnverified,
  providerFailed,
  signedOutMeanwhile,
} from "@/lib/failures/sign-in-failures";
import { setFlash } from "@/lib/flash/flash";
import { requestFields, requestReference } from "@/lib/http/request-context";
import { signInPath, waitPath } from "@/lib/http/return-path";
import { seeOther } from "@/lib/http/see-other";
import { log } from "@/lib/log";

type FailedSignIn = {
  request: Request;
  provider: Provider;
  /** Null if this browser has none with the callback's state. */
  flow: Flow | null;
  failure: SignInFailure;
};

/** Tells the visitor what happened and the log why, both under one reference. */
export async function respondToFailure(failed: FailedSignIn): Promise<Response> {
  const { request, provider, flow, failure } = failed;
  writeLog(failed);
  const returnTo = flow?.returnTo ?? "/";
  const back = flow?.intent
    ? { href: returnTo, label: "Back to your account" }
    : signInAgain(returnTo);
  const reference = requestReference(request.headers);
  if (failure.kind === "provider-said-no") {
    const parameters = errorParameters(new URL(request.url).searchParams);
    await setFlash({
      kind: "provider-error",
      provider: provider.id,
      intent: flow?.intent?.kind ?? "sign-in",
      reference,
      parameters,
    });
    return seeOther(back.href);
  }
  if (failure.kind === "unknown-device") return seeOther(waitPath(returnTo));
  if (failure.kind === "guided") {
    await setPendingLink({ ...failure.link, returnTo });
    return seeOther("/sign-in/connect");
  }
  // A signed-in user sees the reason on the page that they came from.
  if (failure.kind === "refused" && flow?.intent && failure.reason !== "signed-out") {
    await setFlash({ kind: "refused", provider: provider.id, reason: failure.reason, reference });
    return seeOther(back.href);
  }
  return failureResponse(toFailure(failure, provider, back), request.headers);
}

/** @param returnTo - where the sign-in wanted to go */
export function tooManyCallbacks(
  requestHeaders: Headers,
  seconds: number,
  returnTo: string,
): Response {
  return failureResponse(tooManyAttempts(seconds, signInAgain(returnTo)), requestHeaders);
}

function signInAgain(returnTo: string): Action {
  return { href: signInPath(returnTo), label: "Sign in again" };
}

function writeLog({ request, provider, flow, failure }: FailedSignIn): void {
  const error = "error" in failure ? failure.error : undefined;
  const line = {
    event: "sign-in.failed",
    ...requestFields(request.headers),
    provider: provider.id,
    ...(flow?.intent && { intent: flow.intent.kind, user: flow.intent.userId }),
    failure: failure.kind,
    ...(failure.kind === "provider-failed" && { step: failedStep(error) }),
    ...("reason" in failure && { reason: failure.reason }),
    ...(failure.kind === "provider-said-no" && { reason: errorCodeOf(request) }),
    error,
  };
  if (failure.kind === "bug" || failure.kind === "database-away") log.error(line);
  else if (failure.kind === "guided") log.info(line);
  else log.warn(line);
}

function errorCodeOf(request: Request): string {
  const [code] = errorParameters(new URL(request.url).searchParams);
  return cleanErrorCode(code?.value ?? "");
}

/** A failure that has a page of its own. */
type FailureWithPage = Exclude<
  SignInFailure,
  { kind: "provider-said-no" | "unknown-device" | "guided" }
>;

/**
 * The page for a failed sign-in.
 * @param back - where to try again
 */
function toFailure(failure: FailureWithPage, provider: Provider, back: Action): Failure {
  switch (failure.kind) {
    case "callback-not-ours":
      return callbackNotOurs(back);
    case "provider-failed":
      return providerFailed(provider.name, back);
    case "refused":
      return failure.reason === "email-unverified"
        ? emailUnverified(provider.name, provider.verifiedAddressHelp, back)
        : signedOutMeanwhile(back);
    case "database-away":
      return databaseUnavailable(back.href);
    case "bug":
      return bug;
  }
}

import "server-only";
import { readReturnPath } from "@/lib/auth/callback-request";
import { errorParameters } from "@/lib/auth/error-parameters";
import { leaveFlash } from "@/lib/auth/flash";
import type { Provider } from "@/lib/auth/providers";
import { signInPath } from "@/lib/auth/return-path";
import type { SignInFailure } from "@/lib/auth/sign-in-failure";
import { failureResponse } from "@/lib/failures/failure-response";
import {
  addressTaken,
  bug,
  callbackNotOurs,
  databaseAway,
  emailUnverified,
  type Failure,
  providerFailed,
} from "@/lib/failures/failures";
import { log } from "@/lib/log";
import { requestReference } from "@/lib/security/request-context";

type FailedSignIn = {
  request: Request;
  provider: Provider;
  failure: SignInFailure;
  error?: unknown;
};

/** Tells the visitor what happened, and the log why, both under one reference. */
export async function answerFailedSignIn(failed: FailedSignIn): Promise<Response> {
  const { request, provider, failure } = failed;
  writeLog(failed);
  const signInHref = signInPath(readReturnPath(request.headers.get("cookie")));
  if (failure.kind !== "provider-said-no") {
    return failureResponse(toFailure(failure, provider, signInHref), request.headers);
  }
  const reference = requestReference(request.headers);
  const parameters = errorParameters(new URL(request.url).searchParams);
  await leaveFlash({ kind: "provider-error", provider: provider.id, reference, parameters });
  const headers = { location: signInHref, "cache-control": "no-store" };
  return new Response(null, { status: 303, headers });
}

function writeLog({ request, provider, failure, error }: FailedSignIn): void {
  const line = {
    event: "sign-in.failed",
    reference: requestReference(request.headers),
    provider: provider.id,
    failure: failure.kind,
    ...(failure.kind === "refused" && { reason: failure.reason }),
    ...(failure.kind === "provider-said-no" && { reason: errorCodeOf(request) }),
    ...(error !== undefined && { error }),
  };
  if (failure.kind === "bug" || failure.kind === "database-away") log.error(line);
  else log.warn(line);
}

function toFailure(
  failure: Exclude<SignInFailure, { kind: "provider-said-no" }>,
  provider: Provider,
  signInHref: string,
): Failure {
  switch (failure.kind) {
    case "callback-not-ours":
      return callbackNotOurs(signInHref);
    case "provider-failed":
      return providerFailed(provider.name, signInHref);
    case "refused":
      return failure.reason === "email-unverified"
        ? emailUnverified(provider.name, provider.verifiedAddressHelp, signInHref)
        : addressTaken(provider.name, signInHref);
    case "database-away":
      return databaseAway(signInHref);
    case "bug":
      return bug;
  }
}

/** The provider's own code, cut to letters that cannot pretend to be anything else in a log. */
function errorCodeOf(request: Request): string {
  const [code] = errorParameters(new URL(request.url).searchParams);
  return (code?.value ?? "").replace(/[^\w.-]+/g, "?").slice(0, 60);
}

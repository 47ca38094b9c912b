import "server-only";
import { readReturnPath } from "@/lib/auth/callback-request";
import { setPendingLink } from "@/lib/auth/connect-offer";
import { errorParameters } from "@/lib/auth/error-parameters";
import { setFlash } from "@/lib/auth/flash";
import type { SealedIntent } from "@/lib/auth/intent";
import { failedStep } from "@/lib/auth/provider-error";
import type { Provider } from "@/lib/auth/providers";
import { signInPath } from "@/lib/auth/return-path";
import { seeOther } from "@/lib/auth/see-other";
import type { SignInFailure } from "@/lib/auth/sign-in-failure";
import { toFailure } from "@/lib/auth/sign-in-failure-page";
import { failureResponse } from "@/lib/failures/failure-response";
import { log } from "@/lib/log";
import { requestFields, requestReference } from "@/lib/security/request-context";

type FailedSignIn = {
  request: Request;
  provider: Provider;
  /** What a signed-in visitor had gone to the provider for. */
  intent: SealedIntent | null;
  failure: SignInFailure;
  error: unknown;
};

/** Tells the visitor what happened, and the log why, both under one reference. */
export async function respondToFailure(failed: FailedSignIn): Promise<Response> {
  const { request, provider, intent, failure } = failed;
  writeLog(failed);
  const returnTo = readReturnPath(request.headers.get("cookie"));
  const back = intent
    ? { href: returnTo, label: "Back to your account" }
    : { href: signInPath(returnTo), label: "Sign in again" };
  const reference = requestReference(request.headers);
  if (failure.kind === "provider-said-no") {
    const parameters = errorParameters(new URL(request.url).searchParams);
    await setFlash({
      kind: "provider-error",
      provider: provider.id,
      intent: intent?.kind ?? "sign-in",
      reference,
      parameters,
    });
    return seeOther(back.href);
  }
  if (failure.kind === "guided") {
    await setPendingLink({ ...failure.link, returnTo });
    return seeOther("/sign-in/connect");
  }
  // Somebody who is signed in is told on the page that they came from.
  if (failure.kind === "refused" && intent && failure.reason !== "signed-out") {
    await setFlash({ kind: "refused", provider: provider.id, reason: failure.reason, reference });
    return seeOther(back.href);
  }
  return failureResponse(toFailure(failure, provider, back), request.headers);
}

function writeLog({ request, provider, intent, failure, error }: FailedSignIn): void {
  const line = {
    event: "sign-in.failed",
    ...requestFields(request.headers),
    provider: provider.id,
    ...(intent && { intent: intent.kind, user: intent.userId }),
    failure: failure.kind,
    ...(failure.kind === "provider-failed" && { step: failedStep(error) }),
    ...(failure.kind === "refused" && { reason: failure.reason }),
    ...(failure.kind === "provider-said-no" && { reason: errorCodeOf(request) }),
    error,
  };
  if (failure.kind === "bug" || failure.kind === "database-away") log.error(line);
  else if (failure.kind === "guided") log.info(line);
  else log.warn(line);
}

/** The provider's own code, cut to letters that cannot pretend to be anything else in a log. */
function errorCodeOf(request: Request): string {
  const [code] = errorParameters(new URL(request.url).searchParams);
  return (code?.value ?? "").replace(/[^\w.-]+/g, "?").slice(0, 60);
}

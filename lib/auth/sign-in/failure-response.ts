import "server-only";
import { setPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { failedStep, providerErrorOf } from "@/lib/auth/oauth/provider-error";
import type { Provider } from "@/lib/auth/providers/registry";
import { isLinkUnusable, isRefusedAccess } from "@/lib/auth/sign-in/access-pages";
import type { SignInFailure } from "@/lib/auth/sign-in/failure";
import { toFailure } from "@/lib/auth/sign-in/failure-pages";
import type { Flow } from "@/lib/auth/sign-in/flow";
import { linkFields } from "@/lib/auth/sign-in/link-token";
import { toFlash, toLogFields } from "@/lib/auth/sign-in/provider-said-no";
import { rememberSignOut } from "@/lib/auth/sign-in/signed-out-cookie";
import { failureResponse } from "@/lib/failures/failure-response";
import { type Action, tooManyAttempts } from "@/lib/failures/failures";
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
  const back = backFrom(failed);
  const reference = requestReference(request.headers);
  if (failure.kind === "provider-said-no") {
    const intent = flow?.intent?.kind ?? "sign-in";
    await setFlash(toFlash(request, { provider: provider.id, intent, reference }));
    return seeOther(back.href);
  }
  if (failure.kind === "unknown-device") return seeOther(waitPath(returnTo));
  if (failure.kind === "guided" || failure.kind === "account-removed") {
    await setPendingLink({ ...failure.link, returnTo });
    return seeOther(failure.kind === "guided" ? "/sign-in/connect" : "/sign-in/removed");
  }
  // A signed-in user sees the reason on the page that they came from.
  if (failure.kind === "refused" && flow?.intent && failure.reason !== "signed-out") {
    const reason = failure.emailProblem ?? failure.reason;
    await setFlash({ kind: "refused", provider: provider.id, reason, reference });
    return seeOther(back.href);
  }
  // The provider would otherwise return the same account at once.
  if (failure.kind === "refused" && isRefusedAccess(failure)) await rememberSignOut();
  return failureResponse(toFailure(failure, provider, back), request.headers);
}

function backFrom({ flow, failure }: FailedSignIn): Action {
  if (flow?.intent) return { href: flow.returnTo, label: "common.backToAccount" };
  const isRefused = failure.kind === "refused" && isRefusedAccess(failure);
  return signInAgain(flow && isRefused && isLinkUnusable(failure) ? { ...flow, link: null } : flow);
}

/** @param flow - null if this browser has none with the callback's state */
export function tooManyCallbacks(
  requestHeaders: Headers,
  seconds: number,
  flow: Flow | null,
): Response {
  return failureResponse(tooManyAttempts(seconds, signInAgain(flow)), requestHeaders);
}

/** Back to the sign-in page as it was, so that a cancelled sign-in doesn't lose an invitation. */
function signInAgain(flow: Flow | null): Action {
  const href = signInPath(flow?.returnTo ?? "/", linkFields(flow?.link ?? null));
  return { href, label: "failures.actions.signInAgain" };
}

function writeLog({ request, provider, flow, failure }: FailedSignIn): void {
  const error = "error" in failure ? failure.error : undefined;
  const line = {
    event: "sign-in.failed",
    ...requestFields(request.headers),
    provider: provider.id,
    ...(flow?.intent && { intent: flow.intent.kind, user: flow.intent.userId }),
    failure: failure.kind,
    ...reasonOf(failure, request),
    error,
  };
  if (failure.kind === "bug" || failure.kind === "database-away") log.error(line);
  else if (failure.kind === "guided" || failure.kind === "account-removed") log.info(line);
  else log.warn(line);
}

function reasonOf(failure: SignInFailure, request: Request): object {
  switch (failure.kind) {
    case "provider-said-no":
      return toLogFields(request);
    case "provider-failed": {
      const fault = providerErrorOf(failure.error);
      const reason = fault?.code === "not-reauthenticated" ? fault.detail : undefined;
      return { step: failedStep(failure.error), reason };
    }
    case "refused":
      return { reason: failure.emailProblem ?? failure.reason };
    case "callback-not-ours":
      return { reason: failure.reason };
    default:
      return {};
  }
}

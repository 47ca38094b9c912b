import "server-only";
import type { KeptOut, RefusedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { isPassing } from "@/lib/auth/oauth/passing-fault";
import { providerErrorOf } from "@/lib/auth/oauth/provider-error";
import type { Provider } from "@/lib/auth/providers/registry";
import { isRefusedAccess, toAccessFailure } from "@/lib/auth/sign-in/access-pages";
import type { SignInFailure } from "@/lib/auth/sign-in/failure";
import { type Action, bug, databaseUnavailable, type Failure } from "@/lib/failures/failures";
import {
  callbackNotOurs,
  emailNotShared,
  emailUnverified,
  issuerChanged,
  notReauthenticated,
  providerFailed,
  providerUnusable,
  signedOutMeanwhile,
} from "@/lib/failures/sign-in-failures";
import { confirmPath } from "@/lib/http/return-path";

/** A failure that has a page of its own. */
export type FailureWithPage = Exclude<
  SignInFailure,
  { kind: "provider-said-no" | "unknown-device" | "guided" | "account-removed" }
>;

/**
 * The page for a failed sign-in.
 * @param back - where to try again
 */
export function toFailure(failure: FailureWithPage, provider: Provider, back: Action): Failure {
  switch (failure.kind) {
    case "callback-not-ours":
      return callbackNotOurs(back);
    case "provider-failed":
      return toProviderFailure(failure.error, provider.name, back);
    case "refused":
      return toRefusal(failure, provider, back);
    case "database-away":
      return databaseUnavailable(back.href);
    case "bug":
      return bug;
  }
}

function toProviderFailure(error: unknown, name: string, back: Action): Failure {
  if (providerErrorOf(error)?.code === "not-reauthenticated") {
    const confirm: Action = {
      href: confirmPath(back.href),
      label: "failures.actions.confirmAnotherWay",
    };
    return notReauthenticated(name, confirm, back);
  }
  return isPassing(error) ? providerFailed(name, back) : providerUnusable(name, back);
}

function toRefusal(failure: RefusedSignIn | KeptOut, provider: Provider, back: Action): Failure {
  const { reason, emailProblem } = failure;
  const { name, verifiedAddressHelp } = provider;
  if (isRefusedAccess(failure)) return toAccessFailure(failure, back.href);
  if (reason === "issuer-changed") return issuerChanged(name, back);
  if (reason !== "email-unverified") return signedOutMeanwhile(back);
  if (emailProblem === "email-not-shared") return emailNotShared(name, back);
  return emailUnverified(name, verifiedAddressHelp, back, emailProblem);
}

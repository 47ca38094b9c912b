import type { Provider } from "@/lib/auth/providers/registry";
import type { SignInFailure } from "@/lib/auth/sign-in/failure";
import {
  type Action,
  bug,
  callbackNotOurs,
  databaseUnavailable,
  emailUnverified,
  type Failure,
  providerFailed,
  signedOutMeanwhile,
} from "@/lib/failures/failures";

/** A failure that has a page of its own. */
type FailureWithPage = Exclude<SignInFailure, { kind: "provider-said-no" | "guided" }>;

/**
 * The page for a failed sign-in.
 * @param back - from where it can be tried again
 */
export function toFailure(failure: FailureWithPage, provider: Provider, back: Action): Failure {
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

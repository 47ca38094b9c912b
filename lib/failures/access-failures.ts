import { givenText, inUtc, quotedText } from "@/lib/failures/access-words";
import type { FailureMessage, FailureValues } from "@/lib/failures/failure-words";
import type { Action, Failure } from "@/lib/failures/failures";
import { none } from "@/lib/i18n/none";

/** A visitor whom a provider has authenticated, and who may not sign in here. */
export type RefusedVisitor = {
  /** The address that arrived; null if it isn't known. */
  email: string | null;
  /** Whom to ask, if the builder has said so in foyer.config.ts. */
  supportEmail: string | undefined;
  /** Back to the sign-in page, which then asks which account to use. */
  useAnother: Action;
};

/** @param suspension - `until` is null without an end, `reason` is what the operator wrote */
export function suspended(
  visitor: RefusedVisitor,
  { until, reason }: { until: Date | null; reason: string | null },
): Failure {
  const failure = notAllowed("suspended", visitor, {
    end: until ? (t) => inUtc(until, t) : none,
    reason: (reason && quotedText(reason)) || none,
  });
  return { ...failure, code: "Suspended" };
}

/** ALLOWED_EMAIL_DOMAINS and ALLOWED_EMAILS, which the page doesn't list for strangers. */
export function addressNotAllowed(visitor: RefusedVisitor): Failure {
  return notAllowed("addressNotAllowed", visitor);
}

/** SIGN_UP=approval. */
export function awaitingApproval(visitor: RefusedVisitor): Failure {
  return {
    ...notAllowed("awaitingApproval", visitor),
    code: "AwaitingApproval",
    actions: [{ ...visitor.useAnother, label: "failures.actions.signInAgain" }],
  };
}

/** SIGN_UP=closed. */
export function signUpClosed(visitor: RefusedVisitor): Failure {
  return notAllowed("signUpClosed", visitor);
}

/** SIGN_UP=invite. */
export function invitationRequired(visitor: RefusedVisitor): Failure {
  return notAllowed("invitationRequired", visitor);
}

/** Doesn't say for whom: the link may have been forwarded. */
export function invitationOfAnother(visitor: RefusedVisitor): Failure {
  return notAllowed("invitationOfAnother", visitor);
}

/** Expired, used up and unknown look alike, so that guessing tells nothing. */
export function invitationUnusable(visitor: RefusedVisitor): Failure {
  return notAllowed("invitationUnusable", visitor);
}

/** Expired, used, stopped and unknown look alike, for the same reason. */
export function recoveryUnusable(visitor: RefusedVisitor): Failure {
  return {
    ...notAllowed("recoveryUnusable", visitor),
    actions: [{ ...visitor.useAnother, label: "failures.actions.goToSignIn" }],
  };
}

/**
 * For a recovery with an account, or an address, that another user has. That user signs in on the home page,
 * where no link recovers anything.
 */
export function recoveryWithTakenAccount(visitor: RefusedVisitor): Failure {
  const failure = notAllowed("recoveryWithTakenAccount", visitor);
  return { ...failure, actions: [...failure.actions, { href: "/", label: "common.goHome" }] };
}

function notAllowed(
  message: FailureMessage,
  { email, supportEmail, useAnother }: RefusedVisitor,
  values: FailureValues = {},
): Failure {
  return {
    code: "NotAllowed",
    status: 403,
    message,
    email: givenText(email ?? ""),
    values: {
      contact: givenText(supportEmail ?? "") || none,
      ...values,
    },
    actions: [useAnother],
  };
}

import { givenText, inUtc, quotedText } from "@/lib/failures/access-words";
import type { Action, Failure } from "@/lib/failures/failures";

/** A visitor whom a provider has authenticated, and who may not sign in here. */
export type RefusedVisitor = {
  /** The address that arrived; null if it isn't known. */
  email: string | null;
  /** Whom to ask, if the builder has said so in foyer.config.ts. */
  supportEmail: string | undefined;
  /** Back to the sign-in page, which then asks which account to use. */
  useAnother: Action;
};

const home = { href: "/", label: "Go to the home page" };

/** @param suspension - `until` is null without an end, `reason` is what the operator wrote */
export function suspended(
  visitor: RefusedVisitor,
  { until, reason }: { until: Date | null; reason: string | null },
): Failure {
  const end = until ? `The suspension ends on ${inUtc(until)}.` : "The suspension has no end date.";
  const why = reason && quotedText(reason);
  return notAllowed(visitor, {
    code: "Suspended",
    title: "Your account is suspended",
    text: why ? `${end} The reason: ${why}` : end,
    next: `If you think that this is a mistake, ${ask(visitor)}.`,
  });
}

/** ALLOWED_EMAIL_DOMAINS and ALLOWED_EMAILS, which the page doesn't list for strangers. */
export function addressNotAllowed(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This address isn’t allowed here",
    text: "This site is only for certain e-mail addresses.",
    next: `Use an account with another address, such as your work address. If this one should be allowed, ${ask(visitor)}.`,
  });
}

/** SIGN_UP=approval. */
export function awaitingApproval(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    code: "AwaitingApproval",
    title: "Your account is waiting for approval",
    text: "The people who run this site approve each new account.",
    next: `You don’t need to do anything now. Sign in again later. If it takes too long, ${ask(visitor)}.`,
  });
}

/** SIGN_UP=closed. */
export function signUpClosed(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This site isn’t taking new accounts",
    text: "You can still sign in if you already have an account here.",
    next: `If you do, use the account that you signed in with before. To join, ${ask(visitor)}.`,
  });
}

/** SIGN_UP=invite. */
export function invitationRequired(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "You need an invitation",
    text: "New accounts here are by invitation, and we found none for this sign-in.",
    next: `If you have an invitation link, open it and sign in from there. If another address of yours was invited, use the account that has it. Otherwise, ${ask(visitor)}.`,
  });
}

/** Doesn't say for whom: the link may have been forwarded. */
export function invitationOfAnother(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This invitation is for another address",
    text: "It only works with the address that was invited.",
    next: `Use the account that has the invited address. If you have none, ${ask(visitor)}.`,
  });
}

/** Expired, used up and unknown look alike, so that guessing tells nothing. */
export function invitationUnusable(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This invitation can’t be used",
    text: "The invitation has expired or was used up, or its link isn’t complete.",
    next: `To get a new one, ${ask(visitor)}.`,
  });
}

/** Expired, used, stopped and unknown look alike, for the same reason. */
export function recoveryUnusable(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This recovery link can’t be used",
    text: "The link has expired, was used or stopped before, or isn’t complete.",
    next: `To get a new one, ${ask(visitor)}.`,
  });
}

/** For a recovery with an account, or an address, that another user has. */
export function recoveryWithTakenAccount(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This account is in use here already",
    text: "Someone here signs in with this account, or has its address.",
    next: `To recover yours, use an account that no one uses here. If you have none, ${ask(visitor)}.`,
  });
}

type Words = Pick<Failure, "title" | "text" | "next"> & Partial<Pick<Failure, "code">>;

function notAllowed({ email, useAnother }: RefusedVisitor, words: Words): Failure {
  const arrived = email ? `You signed in as ${givenText(email)}. ` : "";
  return {
    code: "NotAllowed",
    status: 403,
    ...words,
    text: `${arrived}${words.text}`,
    actions: [useAnother, home],
  };
}

function ask({ supportEmail }: RefusedVisitor): string {
  return `ask ${supportEmail ? givenText(supportEmail) : "the people who run this site"}`;
}

import { givenText, inUtc } from "@/lib/failures/access-words";
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
  const end = until ? `It is suspended until ${inUtc(until)}.` : "There is no end date.";
  const why = reason && givenText(reason);
  return notAllowed(visitor, {
    code: "Suspended",
    title: "Your account is suspended",
    text: why ? `${end} The reason: “${why}”` : end,
    next: `If you think that this is a mistake, ${ask(visitor)}.`,
  });
}

export function addressNotAllowed(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This address isn’t allowed here",
    text: "This site is only for certain e-mail addresses.",
    next: `Use an account with another address, such as the one you have at work. If this one should work, ${ask(visitor)}.`,
  });
}

export function awaitingApproval(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    code: "AwaitingApproval",
    title: "Your account waits for approval",
    text: "The people who run this site look at each new account first.",
    next: `You don’t need to do anything. Sign in again later. If it takes too long, ${ask(visitor)}.`,
  });
}

export function signUpClosed(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This site takes no new accounts",
    text: "You can sign in if you already have an account here.",
    next: `If you do, use the account that you signed in with before. Otherwise, ${ask(visitor)}.`,
  });
}

export function invitationRequired(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "You need an invitation",
    text: "New accounts here are by invitation, and none came with this sign-in.",
    next: `If you have a link, open it and sign in from there. If you were invited at another address, use the account that has it. Otherwise, ${ask(visitor)}.`,
  });
}

/** Doesn't say for whom: the link may have been forwarded. */
export function invitationOfAnother(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This invitation is for another e-mail address",
    text: "It only works with the address that it was made for.",
    next: `Use the account that has this address. If you don’t have one, ${ask(visitor)}.`,
  });
}

/** Expired, used up and unknown look alike, so that guessing tells nothing. */
export function invitationUnusable(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This invitation can’t be used",
    text: "It has expired, it was used up, or its link isn’t complete.",
    next: `To get a new one, ${ask(visitor)}.`,
  });
}

/** Likewise. */
export function recoveryUnusable(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This recovery link can’t be used",
    text: "It has expired, it was used or stopped before, or it isn’t complete.",
    next: `To get a new one, ${ask(visitor)}.`,
  });
}

/** For a recovery with an account, or an address, that another user has. */
export function recoveryWithTakenAccount(visitor: RefusedVisitor): Failure {
  return notAllowed(visitor, {
    title: "This account is in use here already",
    text: "A recovery needs an account that isn’t connected to anyone here yet, and whose address isn’t either.",
    next: `Use another account. If you have no other, ${ask(visitor)}.`,
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

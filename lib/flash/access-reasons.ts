/**
 * Why an account can't be used here, as the next page says it: after connecting one, or after "Start a new
 * account". A refused sign-in has a page of its own, lib/failures/access-failures.ts.
 */
export const accessRefusals = {
  suspended: {
    title: "This account is suspended.",
    text: "Nothing was changed. The people who run this site can tell you why.",
  },
  "address-not-allowed": {
    title: "The address of this account can’t be used here.",
    text: "Nothing was changed. This site is only for certain e-mail addresses: use an account that has one.",
  },
  "awaiting-approval": {
    title: "Your account is waiting for approval.",
    text: "The people who run this site approve each new account. Sign in again later.",
  },
  "sign-up-closed": {
    title: "This site isn’t taking new accounts.",
    text: "If you already have an account here, sign in to it. To join, ask the people who run this site.",
  },
  "invitation-required": {
    title: "You need an invitation for a new account.",
    text: "Ask the people who run this site to invite you.",
  },
  "invitation-of-another": {
    title: "This invitation is for another address.",
    text: "Sign in with the account that has the invited address, or ask for a new invitation.",
  },
  "invitation-unusable": {
    title: "This invitation can’t be used.",
    text: "It has expired or was used up. Ask for a new one.",
  },
};

/** The reasons; those of `AccessReason`, which the compiler compares where a message is set. */
export const accessReasons = Object.keys(accessRefusals) as (keyof typeof accessRefusals)[];

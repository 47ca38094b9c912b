import type { Action, Failure } from "@/lib/failures/failures";

export function callbackNotOurs(back: Action): Failure {
  return {
    code: "CallbackNotOurs",
    status: 401,
    title: "This sign-in could not be completed",
    text: "It has expired, it was used before, or it was not started in this browser.",
    next: "Start again from the sign-in page and finish in the same tab. If this happens every time, allow cookies for this site.",
    actions: [back],
  };
}

export function providerFailed(provider: string, back: Action): Failure {
  return {
    code: "ProviderFailed",
    status: 401,
    title: `${provider} could not confirm who you are`,
    text: `We asked ${provider} and got no response that we can rely on.`,
    next: "Try again in a minute. If it keeps happening, tell us the reference below.",
    actions: [back],
  };
}

export function emailUnverified(provider: string, help: string, back: Action): Failure {
  return {
    code: "EmailUnverified",
    status: 401,
    title: `${provider} has no verified e-mail address for you`,
    text: "We only accept an address that your provider has verified, so that no one else can sign in with yours.",
    next: help,
    actions: [back],
  };
}

export function issuerChanged(provider: string, back: Action): Failure {
  return {
    code: "IssuerChanged",
    status: 401,
    title: `${provider} can't sign you in right now`,
    text: `This site has changed which ${provider} server it uses, and your account there may be mistaken for another one.`,
    next: "Tell us the reference below, so that we can put it right. Until then, sign in another way.",
    actions: [back],
  };
}

export function signedOutMeanwhile(back: Action): Failure {
  return {
    code: "SignedOut",
    status: 401,
    title: "You were signed out in the meantime",
    text: "What you started was meant for the account that you were signed in to.",
    next: "Sign in to that account and check whether it was done. If not, start again.",
    actions: [back],
  };
}

export const unknownProvider: Failure = {
  code: "UnknownProvider",
  status: 404,
  title: "There is nothing at this address",
  text: "No sign-in provider of this name is set up here.",
  next: "The sign-in page shows those that are.",
  actions: [{ href: "/sign-in", label: "Go to the sign-in page" }],
};

/** For a method that a route below /api/auth does not accept. */
export const methodNotAllowed: Failure = {
  code: "MethodNotAllowed",
  status: 405,
  title: "This address cannot be used that way",
  text: "It is a step of signing in or out, and does nothing when you open it by itself.",
  next: "Start from the sign-in page.",
  actions: [{ href: "/sign-in", label: "Go to the sign-in page" }],
};

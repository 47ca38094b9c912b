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

/** For a fault that may pass by itself. */
export function providerFailed(provider: string, back: Action): Failure {
  return {
    ...providerUnusable(provider, back),
    next: "Try again in a minute. If it keeps happening, tell us the reference below.",
  };
}

/** For a fault that stays until someone changes a setting, here or at the provider. */
export function providerUnusable(provider: string, back: Action): Failure {
  return {
    code: "ProviderFailed",
    status: 401,
    title: `${provider} could not confirm who you are`,
    text: `We asked ${provider} and got no response that we can rely on.`,
    next: "Trying again is unlikely to help. Continue another way, and tell us the reference below.",
    actions: [back],
  };
}

/**
 * For a provider that didn't make the user sign in again, or doesn't say so. It would do the same again.
 * @param confirm - the page that offers the user's connected accounts
 */
export function notReauthenticated(provider: string, confirm: Action, back: Action): Failure {
  return {
    code: "ProviderFailed",
    status: 401,
    title: `${provider} could not confirm who you are`,
    text: `It did not ask you to sign in again, or did not tell us that it had. Trying again with ${provider} won't help.`,
    next: "Confirm with another account that you have connected. Or sign out and sign in again: for five minutes after a sign-in, we don't ask.",
    actions: [confirm, back],
  };
}

/** @param help - what to do about it at the provider */
export function emailUnverified(
  provider: string,
  help: string,
  back: Action,
  problem: EmailProblem = "email-unverified",
): Failure {
  return {
    code: "EmailUnverified",
    status: 401,
    title: `${provider} has no verified e-mail address for you`,
    text: `${emailProblems[problem](provider)}We only accept an address that your provider has verified, so that no one else can sign in with yours.`,
    next:
      problem === "email-unverified"
        ? help
        : `${help} If it is verified already, continue another way and tell us the reference below: a setting at ${provider} may have to change.`,
    actions: [back],
  };
}

type EmailProblem =
  | "email-missing"
  | "email-invalid"
  | "email-verified-missing"
  | "email-verified-not-boolean"
  | "email-unverified";

const sendsNone = (provider: string) => `${provider} sent us no e-mail address for you. `;
const saysNothing = (provider: string) =>
  `${provider} sent us your e-mail address, but not whether it is verified. `;

const emailProblems: Record<EmailProblem, (provider: string) => string> = {
  "email-missing": sendsNone,
  "email-invalid": sendsNone,
  "email-verified-missing": saysNothing,
  "email-verified-not-boolean": saysNothing,
  "email-unverified": () => "",
};

/** For a user who may choose at the provider what to share, and left the address out. */
export function emailNotShared(provider: string, back: Action): Failure {
  return {
    code: "EmailUnverified",
    status: 401,
    title: "You didn't share your e-mail address",
    text: `We need an address that ${provider} has verified, so that no one else can sign in with yours.`,
    next: `Sign in again, and let ${provider} share your e-mail address. If it doesn't ask, first remove this site from the apps that may use your ${provider} account.`,
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

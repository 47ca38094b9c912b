import type { Action, Failure } from "@/lib/failures/failures";
import type { Translator } from "@/lib/i18n/translator";

export function callbackNotOurs(back: Action): Failure {
  return {
    code: "CallbackNotOurs",
    status: 401,
    message: "callbackNotOurs",
    actions: [back],
  };
}

/** For a fault that may pass by itself. */
export function providerFailed(provider: string, back: Action): Failure {
  return {
    code: "ProviderFailed",
    status: 401,
    message: "providerFailed",
    values: { provider },
    actions: [back],
  };
}

/** For a fault that stays until someone changes a setting, here or at the provider. */
export function providerUnusable(provider: string, back: Action): Failure {
  return { ...providerFailed(provider, inAnotherWay(back)), message: "providerUnusable" };
}

/** "Sign in again" would contradict a text that says it won't help. */
function inAnotherWay(back: Action): Action {
  const isSignIn = back.label === "failures.actions.signInAgain";
  return isSignIn ? { ...back, label: "failures.actions.signInAnotherWay" } : back;
}

/**
 * For a provider that didn't make the user sign in again, or doesn't say so. It would do the same again.
 * @param confirm - the page that offers the user's connected accounts
 */
export function notReauthenticated(provider: string, confirm: Action, back: Action): Failure {
  return {
    code: "ProviderFailed",
    status: 401,
    message: "notReauthenticated",
    values: { provider },
    actions: [confirm, back],
  };
}

/** @param help - what to do about it at the provider */
export function emailUnverified(
  provider: string,
  help: (t: Translator) => string,
  back: Action,
  problem: EmailProblem = "email-unverified",
): Failure {
  return {
    code: "EmailUnverified",
    status: 401,
    message: "emailUnverified",
    values: { provider, help, problem: emailProblems[problem] },
    actions: [back],
  };
}

type EmailProblem =
  | "email-missing"
  | "email-invalid"
  | "email-verified-missing"
  | "email-verified-not-boolean"
  | "email-unverified";

/** How messages/en.json names them. */
const emailProblems: Record<EmailProblem, string> = {
  "email-missing": "notSent",
  "email-invalid": "notSent",
  "email-verified-missing": "notSaid",
  "email-verified-not-boolean": "notSaid",
  "email-unverified": "unverified",
};

/** For a user who may choose at the provider what to share, and left the address out. */
export function emailNotShared(provider: string, back: Action): Failure {
  return {
    code: "EmailUnverified",
    status: 401,
    message: "emailNotShared",
    values: { provider },
    actions: [back],
  };
}

export function issuerChanged(provider: string, back: Action): Failure {
  return {
    code: "IssuerChanged",
    status: 401,
    message: "issuerChanged",
    values: { provider },
    actions: [back],
  };
}

export function signedOutMeanwhile(back: Action): Failure {
  return {
    code: "SignedOut",
    status: 401,
    message: "signedOutMeanwhile",
    actions: [back],
  };
}

export const unknownProvider: Failure = {
  code: "UnknownProvider",
  status: 404,
  message: "unknownProvider",
  actions: [{ href: "/sign-in", label: "failures.actions.goToSignIn" }],
};

/** For a method that a route below /api/auth does not accept. */
export const methodNotAllowed: Failure = {
  code: "MethodNotAllowed",
  status: 405,
  message: "methodNotAllowed",
  actions: [{ href: "/sign-in", label: "failures.actions.goToSignIn" }],
};

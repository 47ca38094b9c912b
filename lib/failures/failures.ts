import { isOwnPath } from "@/lib/failures/failure-page";

/**
 * One failure in the visitor's words: what happened, and what to do next. "Nothing was changed" is
 * only said of requests that were refused before anything read them: elsewhere a commit may have come
 * first, of this request or of an earlier one whose response got lost.
 */
export type Failure = {
  status: number;
  title: string;
  text: string;
  next: string;
  actions: Action[];
  retryAfterSeconds?: number;
};

export type Action = { href: string; label: string };

/** Short enough to be waited for, long enough for a restart of Postgres. */
const retryAfterSeconds = 10;

const home = { href: "/", label: "Go to the home page" };

export function callbackNotOurs(back: Action): Failure {
  return {
    status: 401,
    title: "This sign-in could not be completed",
    text: "It has expired, it was used before, or it was not started in this browser.",
    next: "Start again from the sign-in page and finish in the same tab. If this happens every time, allow cookies for this site.",
    actions: [back],
  };
}

export function providerFailed(provider: string, back: Action): Failure {
  return {
    status: 401,
    title: `${provider} could not confirm who you are`,
    text: `We asked ${provider} and got no answer that we can rely on.`,
    next: "Try again in a minute. If it keeps happening, tell us the reference below.",
    actions: [back],
  };
}

export function emailUnverified(provider: string, help: string, back: Action): Failure {
  return {
    status: 401,
    title: `${provider} has no verified e-mail address for you`,
    text: "We know people by an address that their provider has verified, so that nobody can come in with somebody else's.",
    next: help,
    actions: [back],
  };
}

export function signedOutMeanwhile(back: Action): Failure {
  return {
    status: 401,
    title: "You were signed out in the meantime",
    text: "What you went to do was meant for the account that you were signed in to.",
    next: "Sign in to that account and check whether it was done. If not, start again.",
    actions: [back],
  };
}

export const unknownProvider: Failure = {
  status: 404,
  title: "There is nothing at this address",
  text: "No sign-in provider of this name is set up here.",
  next: "The sign-in page shows those that are.",
  actions: [{ href: "/sign-in", label: "Go to the sign-in page" }],
};

export const nothingHere: Failure = {
  status: 404,
  title: "There is nothing at this address",
  text: "The link may be old, or a letter may have gone missing on the way.",
  next: "The home page shows what there is.",
  actions: [home],
};

export const methodNotAllowed: Failure = {
  status: 405,
  title: "This address cannot be used that way",
  text: "It only answers to a provider that sends you back from signing in.",
  next: "Start from the sign-in page.",
  actions: [{ href: "/sign-in", label: "Go to the sign-in page" }],
};

/** A method that a page or route does not know. */
export const unknownMethod: Failure = {
  status: 405,
  title: "This address cannot be used that way",
  text: "Pages are opened and forms are sent here, and nothing else.",
  next: "Open the home page, and go on from there.",
  actions: [home],
};

export function unreadableForm(back: Action): Failure {
  return {
    status: 400,
    title: "We could not read what was sent",
    text: "It is no form of ours, or it broke on the way. Nothing was changed.",
    next: "Open the page again, and fill in its form once more.",
    actions: [back],
  };
}

export function tooLarge(back: Action): Failure {
  return {
    status: 413,
    title: "That was too much at once",
    text: "What was sent is longer than any form of ours. Nothing was changed.",
    next: "Open the page again, and put less into its form.",
    actions: [back],
  };
}

/** For an address that takes more than a form. Nothing of the body reaches what is behind it. */
export function bodyTooLong(maxBytes: number): Failure {
  return {
    status: 413,
    title: "That is too large to send",
    text: `This address takes up to ${maxBytes / 1024 / 1024} MB at once. Nothing was changed.`,
    next: "Send something smaller, or send it in parts.",
    actions: [home],
  };
}

export function tooSlow(back: Action): Failure {
  return {
    status: 408,
    title: "That took too long to arrive",
    text: "We waited for the rest of what you sent, and it did not come. Nothing was changed.",
    next: "Check your connection, open the page again, and fill in its form once more.",
    actions: [back],
  };
}

/** A form of a page that was opened before a deployment, and asks for what is gone since. */
export function outdatedForm(back: Action): Failure {
  return {
    status: 409,
    title: "That page was from an older version",
    text: "This site was updated since you opened it, and what you pressed leads nowhere any more. Nothing was changed.",
    next: "Open the page again, and do it once more.",
    actions: [back],
  };
}

/** @param path - untrusted; the home page stands in for what leads off our origin */
export function openAgain(path: string): Action {
  return { href: isOwnPath(path) ? path : "/", label: "Open the page again" };
}

export function crossSite(origin: string): Failure {
  return {
    status: 403,
    title: "This request came from another site",
    text: "For your safety, only our own pages may do this for you.",
    next: `Open ${origin} and try again from there.`,
    actions: [home],
  };
}

export function databaseUnavailable(retryHref: string): Failure {
  return {
    status: 503,
    title: "We cannot reach our records right now",
    text: "This is on our side. Pages that need no account still work.",
    next: "Try again in a few seconds. If you were changing something, check first whether it was saved.",
    actions: [{ href: retryHref, label: "Try again" }],
    retryAfterSeconds,
  };
}

export function signOutFailed(retryHref: string): Failure {
  return {
    status: 503,
    title: "You are still signed in",
    text: "We could not reach our records, so we could not end your session.",
    next: "Try again in a few seconds. On a shared computer, do not leave before it worked.",
    actions: [{ href: retryHref, label: "Back to the page" }],
    retryAfterSeconds,
  };
}

export function tooManyAttempts(waitSeconds: number, again: Action): Failure {
  return {
    status: 429,
    title: "That was too often in a short time",
    text: "More came from your network or your account than people do by hand, so we let nothing more through for a moment. Nothing was changed.",
    next: `Wait ${inWords(waitSeconds)}, then try again. If you did nothing, somebody who shares your network did.`,
    actions: [again],
    retryAfterSeconds: waitSeconds,
  };
}

function inWords(seconds: number): string {
  if (seconds > 120) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? "a second" : `${seconds} seconds`;
}

export const bug: Failure = {
  status: 500,
  title: "Something went wrong on our side",
  text: "This is our fault. Your last step may still have worked.",
  next: "Go to the home page and check before you try again. If it keeps happening, tell us the reference below.",
  actions: [home],
};

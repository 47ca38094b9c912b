import { isSameOriginPath } from "@/lib/failures/failure-page";

/**
 * A failure as the visitor reads it: what happened, and what to do next. Says "Nothing was changed" only
 * if the request was rejected before anything read it. Otherwise a commit may have come first: of this
 * request, or of an earlier one whose response got lost.
 */
export type Failure = {
  code: FailureCode;
  status: number;
  title: string;
  text: string;
  next: string;
  actions: Action[];
  retryAfterSeconds?: number;
};

/** What programs read instead of the text; next-auth/react returns it as `error`. See docs/authjs.md. */
export type FailureCode =
  | "AwaitingApproval"
  | "CallbackNotOurs"
  | "CrossSite"
  | "DatabaseUnavailable"
  | "EmailUnverified"
  | "EmbeddedBrowser"
  | "IssuerChanged"
  | "InvalidRequest"
  | "MethodNotAllowed"
  | "NotAllowed"
  | "NotFound"
  | "ProviderFailed"
  | "ProviderUnavailable"
  | "ServerError"
  | "SignedOut"
  | "Suspended"
  | "TooManyAttempts"
  | "UnknownProvider";

export type Action = { href: string; label: string };

/** Short enough to wait for, long enough for a restart of Postgres. */
const retryAfterSeconds = 10;

const home = { href: "/", label: "Go to the home page" };

export const nothingHere: Failure = {
  code: "NotFound",
  status: 404,
  title: "There is nothing at this address",
  text: "The link may be old or mistyped.",
  next: "Start from the home page.",
  actions: [home],
};

/** For a page of the account centre about something that isn't the user's, or no longer. */
export const gone: Failure = {
  code: "NotFound",
  status: 404,
  title: "That is not here any more",
  text: "It may have ended or been removed in the meantime. Nothing was changed.",
  next: "Go back to your account to see what is there.",
  actions: [{ href: "/account", label: "Back to your account" }],
};

/** For a method that a page or route does not accept. */
export const unknownMethod: Failure = {
  code: "MethodNotAllowed",
  status: 405,
  title: "This address cannot be used that way",
  text: "You can open pages and send forms here, and nothing else.",
  next: "Open the home page and continue from there.",
  actions: [home],
};

export function unreadableForm(back: Action): Failure {
  return {
    code: "InvalidRequest",
    status: 400,
    title: "We could not read what was sent",
    text: "It is not one of our forms, or it was damaged on the way. Nothing was changed.",
    next: "Open the page again and fill in the form once more.",
    actions: [back],
  };
}

export const tooManyHeaders: Failure = {
  code: "InvalidRequest",
  status: 431,
  title: "That request had too many headers",
  text: "No browser sends as many. Nothing was changed.",
  next: "If you use an extension that changes requests, turn it off and try again.",
  actions: [home],
};

export function tooLarge(back: Action): Failure {
  return {
    code: "InvalidRequest",
    status: 413,
    title: "That was too much at once",
    text: "What you sent is longer than any of our forms allows. Nothing was changed.",
    next: "Open the page again and put less into the form.",
    actions: [back],
  };
}

/** For a path that accepts more than a form. The route behind it gets nothing of the body. */
export function bodyTooLong(maxBytes: number): Failure {
  return {
    code: "InvalidRequest",
    status: 413,
    title: "That is too large to send",
    text: `This address takes up to ${maxBytes / 1024 / 1024} MB at once. Nothing was changed.`,
    next: "Send something smaller, or send it in parts.",
    actions: [home],
  };
}

export function tooSlow(back: Action): Failure {
  return {
    code: "InvalidRequest",
    status: 408,
    title: "That took too long to arrive",
    text: "We waited for the rest of what you sent, and it did not come. Nothing was changed.",
    next: "Check your connection, open the page again, and fill in the form once more.",
    actions: [back],
  };
}

/** For a form whose page was opened before a deployment that removed its server action. */
export function outdatedForm(back: Action): Failure {
  return {
    code: "InvalidRequest",
    status: 409,
    title: "That page was from an older version",
    text: "This site was updated after you opened the page, so its form no longer works. Nothing was changed.",
    next: "Open the page again and try once more.",
    actions: [back],
  };
}

/** @param path - untrusted; replaced by the home page if it leads off our origin */
export function openAgain(path: string): Action {
  return { href: isSameOriginPath(path) ? path : "/", label: "Open the page again" };
}

export function crossSite(origin: string): Failure {
  return {
    code: "CrossSite",
    status: 403,
    title: "This request came from another site",
    text: "For your safety, only our own pages may do this for you.",
    next: `Open ${origin} and try again from there.`,
    actions: [home],
  };
}

export function databaseUnavailable(retryHref: string): Failure {
  return {
    code: "DatabaseUnavailable",
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
    code: "DatabaseUnavailable",
    status: 503,
    title: "You are still signed in",
    text: "We could not reach our records, so we could not end your session.",
    next: "Try again in a few seconds. On a shared computer, don't leave until it has worked.",
    actions: [{ href: retryHref, label: "Back to the page" }],
    retryAfterSeconds,
  };
}

export function tooManyAttempts(waitSeconds: number, again: Action): Failure {
  return {
    code: "TooManyAttempts",
    status: 429,
    title: "Too many attempts",
    text: "Your network or your account sent more requests than we allow in a short time. Nothing was changed.",
    next: `Wait ${inWords(waitSeconds)}, then try again. If it was not you, someone who shares your network may have caused it.`,
    actions: [again],
    retryAfterSeconds: waitSeconds,
  };
}

function inWords(seconds: number): string {
  if (seconds > 120) return `${Math.ceil(seconds / 60)} minutes`;
  return seconds === 1 ? "a second" : `${seconds} seconds`;
}

export const bug: Failure = {
  code: "ServerError",
  status: 500,
  title: "Something went wrong on our side",
  text: "This is our fault. Your last step may still have worked.",
  next: "Go to the home page and check before you try again. If it keeps happening, tell us the reference below.",
  actions: [home],
};

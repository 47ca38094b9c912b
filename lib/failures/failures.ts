import { isSameOriginPath, secondsCounted } from "@/lib/failures/failure-page";
import type { FailureMessage, FailureValues } from "@/lib/failures/failure-words";
import type { MessageKey } from "@/lib/i18n/message-format";

/**
 * A failure, in no language yet; `failureWords` writes what happened and what to do next. The words say
 * "Nothing was changed" only if the request was rejected before anything read it. Otherwise a commit may
 * have come first: of this request, or of an earlier one whose response got lost.
 */
export type Failure = {
  code: FailureCode;
  status: number;
  message: FailureMessage;
  values?: FailureValues;
  /** Of the account with which the visitor signed in, for a page about that account. */
  email?: string;
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

export type Action = { href: string; label: MessageKey };

/** Short enough to wait for, long enough for a restart of Postgres. */
const retryAfterSeconds = 10;

const home = { href: "/", label: "common.goHome" } as const;

export const nothingHere: Failure = {
  code: "NotFound",
  status: 404,
  message: "nothingHere",
  actions: [home],
};

/** For a page of the account centre about something that isn't the user's, or no longer. */
export function gone(pathname: string): Failure {
  return { code: "NotFound", status: 404, ...goneFrom(pathname) };
}

/** What is said of it, and the list that it is gone from. */
export function goneFrom(pathname: string): Pick<Failure, "message" | "actions"> {
  const isBelow = (list: string) => pathname.startsWith(`${list}/`);
  if (isBelow("/account/connections")) {
    const back: Action = {
      href: "/account/connections",
      label: "failures.actions.backToConnections",
    };
    return { message: "goneConnection", actions: [back] };
  }
  if (isBelow("/account/sessions")) {
    return {
      message: "goneDevice",
      actions: [{ href: "/account/sessions", label: "devices.back" }],
    };
  }
  return { message: "gone", actions: [{ href: "/account", label: "common.backToAccount" }] };
}

/** For a method that a page or route does not accept. */
export const unknownMethod: Failure = {
  code: "MethodNotAllowed",
  status: 405,
  message: "unknownMethod",
  actions: [home],
};

export function unreadableForm(back: Action): Failure {
  return {
    code: "InvalidRequest",
    status: 400,
    message: "unreadableForm",
    actions: [back],
  };
}

export const tooManyHeaders: Failure = {
  code: "InvalidRequest",
  status: 431,
  message: "tooManyHeaders",
  actions: [home],
};

export function tooLarge(back: Action): Failure {
  return {
    code: "InvalidRequest",
    status: 413,
    message: "tooLarge",
    actions: [back],
  };
}

/** For a path that accepts more than a form. The route behind it gets nothing of the body. */
export function bodyTooLong(maxBytes: number): Failure {
  return {
    code: "InvalidRequest",
    status: 413,
    message: "bodyTooLong",
    values: { megabytes: maxBytes / 1024 / 1024 },
    actions: [home],
  };
}

export function tooSlow(back: Action): Failure {
  return {
    code: "InvalidRequest",
    status: 408,
    message: "tooSlow",
    actions: [back],
  };
}

/** For a form whose page was opened before a deployment that removed its server action. */
export function outdatedForm(back: Action): Failure {
  return {
    code: "InvalidRequest",
    status: 409,
    message: "outdatedForm",
    actions: [back],
  };
}

/** @param path - untrusted; replaced by the home page if it leads off our origin */
export function openAgain(path: string): Action {
  return { href: isSameOriginPath(path) ? path : "/", label: "common.openAgain" };
}

export function crossSite(origin: string): Failure {
  return {
    code: "CrossSite",
    status: 403,
    message: "crossSite",
    values: { origin },
    actions: [home],
  };
}

export function databaseUnavailable(retryHref: string): Failure {
  return {
    code: "DatabaseUnavailable",
    status: 503,
    message: "databaseUnavailable",
    actions: [{ href: retryHref, label: "common.tryAgain" }],
    retryAfterSeconds,
  };
}

export function signOutFailed(retryHref: string): Failure {
  return {
    code: "DatabaseUnavailable",
    status: 503,
    message: "signOutFailed",
    actions: [{ href: retryHref, label: "failures.actions.backToPage" }],
    retryAfterSeconds,
  };
}

export function tooManyAttempts(waitSeconds: number, again: Action): Failure {
  return {
    code: "TooManyAttempts",
    status: 429,
    message: "tooManyAttempts",
    values: toWait(waitSeconds),
    actions: [again, home],
    retryAfterSeconds: waitSeconds,
  };
}

function toWait(seconds: number): FailureValues {
  if (seconds > secondsCounted) return { unit: "minutes", count: Math.ceil(seconds / 60) };
  return { unit: "seconds", count: seconds };
}

export const bug: Failure = {
  code: "ServerError",
  status: 500,
  message: "bug",
  actions: [home],
};

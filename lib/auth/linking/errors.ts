import type { RefusalReason } from "@/lib/auth/linking/link-policy";
import type { PendingLink } from "@/lib/auth/linking/pending-link-cookie";

/** The link policy refused; `reason` selects the visitor's message. */
export class SignInRejected extends Error {
  override name = "SignInRejected";
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`sign-in rejected: ${reason}`);
    this.reason = reason;
  }
}

/** The session has to be reauthenticated for this: see `FreshActionContext`. */
export class SessionNotFresh extends Error {
  override name = "SessionNotFresh";

  constructor() {
    super("the session was authenticated too long ago");
  }
}

/** A pending link before its return path is known. */
export type PendingAccount = Omit<PendingLink, "returnTo">;

/** The link policy asks for a sign-in with an existing provider before the account may connect. */
export class ExistingProviderRequired extends Error {
  override name = "ExistingProviderRequired";
  readonly link: PendingAccount;

  constructor(link: PendingAccount) {
    super("the address belongs to a user who signs in with another provider");
    this.link = link;
  }
}

/** The callback's parameters are not an authorization response. */
export class CallbackNotOurs extends Error {
  override name = "CallbackNotOurs";

  constructor() {
    super("the callback's parameters are missing, repeated or too long");
  }
}

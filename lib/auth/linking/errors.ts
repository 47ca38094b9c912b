import type { RefusalReason } from "@/lib/auth/linking/link-policy";
import type { PendingLink } from "@/lib/auth/linking/pending-link-cookie";

/** The link policy said no; `reason` picks the visitor's message. */
export class SignInRejected extends Error {
  override name = "SignInRejected";
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`sign-in refused: ${reason}`);
    this.reason = reason;
  }
}

/** The session needs a newer confirmation for this: see `FreshActionContext`. */
export class SessionNotFresh extends Error {
  override name = "SessionNotFresh";

  constructor() {
    super("the session was confirmed too long ago");
  }
}

/** What an offer says, before it is known where its visitor wanted to go. */
export type PendingAccount = Omit<PendingLink, "returnTo">;

/** The link policy asks for another sign-in first, after which the account may be connected. */
export class ExistingProviderRequired extends Error {
  override name = "ExistingProviderRequired";
  readonly link: PendingAccount;

  constructor(link: PendingAccount) {
    super("the address belongs to a person who signs in with another provider");
    this.link = link;
  }
}

/** The callback's parameters are none that a provider would send. */
export class CallbackNotOurs extends Error {
  override name = "CallbackNotOurs";

  constructor() {
    super("the callback's parameters are missing, doubled or too long");
  }
}

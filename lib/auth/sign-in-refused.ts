import type { ConnectOffer } from "@/lib/auth/connect-offer";
import type { RefusalReason } from "@/lib/auth/link-policy";

/** The link policy said no; `reason` picks the visitor's message. */
export class SignInRefused extends Error {
  override name = "SignInRefused";
  readonly reason: RefusalReason;

  constructor(reason: RefusalReason) {
    super(`sign-in refused: ${reason}`);
    this.reason = reason;
  }
}

/** The session needs a newer confirmation for this: see `FreshActor`. */
export class SessionNotFresh extends Error {
  override name = "SessionNotFresh";

  constructor() {
    super("the session was confirmed too long ago");
  }
}

/** What an offer says, before it is known where its visitor wanted to go. */
export type OfferedAccount = Omit<ConnectOffer, "returnTo">;

/** The link policy asks for another sign-in first, after which the account may be connected. */
export class SignInGuided extends Error {
  override name = "SignInGuided";
  readonly offer: OfferedAccount;

  constructor(offer: OfferedAccount) {
    super("the address belongs to a person who signs in with another provider");
    this.offer = offer;
  }
}

/** The callback's parameters are none that a provider would send. */
export class CallbackNotOurs extends Error {
  override name = "CallbackNotOurs";

  constructor() {
    super("the callback's parameters are missing, doubled or too long");
  }
}

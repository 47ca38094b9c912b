import type { Claims } from "@/lib/auth/providers/claims";

/** What the visitor went to the provider for. */
export type Intent =
  /** To be let in. */
  | "sign-in"
  /** To attach this provider to the account that they are signed in to. */
  | "connect"
  /** To show that it is still them. */
  | "confirm";

export type LinkFacts = {
  intent: Intent;
  /** Id of the user who is signed in in this browser. */
  user: string | null;
  claims: Pick<Claims, "email" | "email_verified">;
  /** Id of the user whose provider account this is. */
  accountOwner: string | null;
  /** The user whose own, confirmed address this is. */
  addressHolder: HolderFacts | null;
  /** Whether another user has this address too: as their own, or on one of their accounts. */
  isAddressShared: boolean;
  /** Whether the deployment lets this provider link by this address: `mayLink` of trusted-address.ts. */
  providerMayLink: boolean;
};

/** How far to trust a provider's word on an address; a higher number is more. */
export const addressTrust = { none: 0, verified: 1, authoritative: 2 } as const;
export type AddressTrust = (typeof addressTrust)[keyof typeof addressTrust];

export type HolderFacts = {
  userId: string;
  /** Whether a provider that may vouch for the address confirmed it within 180 days. */
  isConfirmed: boolean;
  /** How far to trust those who confirmed it for them. */
  trust: AddressTrust;
  /** Whether they have an account at this provider, which is then another one. */
  hasAccountAtProvider: boolean;
};

export type LinkDecision =
  | { kind: "sign-in"; userId: string; email: string }
  | { kind: "link"; userId: string; email: string }
  | { kind: "create"; email: string }
  /** The address is this user's, but it may not link by itself: they sign in as before, then connect. */
  | { kind: "guide"; userId: string; email: string }
  | { kind: "connect"; userId: string; email: string }
  | { kind: "connected-before"; userId: string }
  | { kind: "confirm"; userId: string }
  /** Somebody is signed in already: nothing happens. */
  | { kind: "stay" }
  | Refusal;

export type Decision<Kind extends LinkDecision["kind"]> = Extract<LinkDecision, { kind: Kind }>;

/** `userId` is whose account it was about, if that is known. */
export type Refusal = { kind: "refuse"; reason: RefusalReason; userId: string | null };

export type RefusalReason =
  /** The provider vouches for no address. */
  | "email-unverified"
  /** Nobody is signed in any more for whom this was meant. */
  | "signed-out"
  /** The provider account is another person's. */
  | "account-of-another"
  /** The address is another person's. */
  | "address-of-another"
  /** The pending link was accepted or declined before. */
  | "link-used"
  /** It was to be confirmed with one account, and was with another. */
  | "not-connected";

/**
 * Decides who a visitor is, and what follows: facts in, decision out, nothing read or written. Where
 * `emailIfAccountDecides` says so, a returning user is signed in before this is asked.
 *
 * The provider account comes first, so that a user whose address changes at the provider stays the
 * same user. An address links only if every check passes:
 * - One user alone has it. An address on two users' accounts has changed hands, or is about to.
 * - They have no account at this provider: a second subject with one address is a second person.
 * - A provider that may vouch for the address confirmed it for them within 180 days.
 * - The new account's provider may vouch for it too.
 * If one fails, the visitor signs in with a provider that the holder already uses, and then connects.
 */
export function decideLink(facts: LinkFacts): LinkDecision {
  switch (facts.intent) {
    case "sign-in":
      return decideSignIn(facts);
    case "connect":
      return decideConnect(facts);
    case "confirm":
      return decideConfirm(facts);
  }
}

/**
 * The verified address of a sign-in that is decided by whose account it is alone: `decideLink` lets
 * in whoever that is. Null for every other one.
 */
export function emailIfAccountDecides(
  facts: Pick<LinkFacts, "intent" | "user" | "claims">,
): string | null {
  return facts.intent === "sign-in" && !facts.user ? verifiedEmail(facts) : null;
}

function decideSignIn(facts: LinkFacts): LinkDecision {
  if (facts.user) return { kind: "stay" };
  const email = verifiedEmail(facts);
  if (!email) return refuse("email-unverified", facts.accountOwner);
  if (facts.accountOwner) return { kind: "sign-in", userId: facts.accountOwner, email };
  const { addressHolder: holder } = facts;
  if (!holder) return { kind: "create", email };
  return { kind: linksByAddress(holder, facts) ? "link" : "guide", userId: holder.userId, email };
}

function linksByAddress(holder: HolderFacts, facts: LinkFacts): boolean {
  return (
    facts.providerMayLink &&
    holder.isConfirmed &&
    !holder.hasAccountAtProvider &&
    !facts.isAddressShared
  );
}

/**
 * What a new account means for the address of a visitor who was guided and starts afresh: their
 * mailbox has a new owner, or they want to stay apart.
 *
 * `take-over`: it becomes the new user's, and is no longer confirmed on the old one. `leave`: it stays
 * the holder's, since a provider must not take it from one that is trusted more.
 *
 * @param trust - in the new account's provider
 */
export function decideNewAccountAddress(
  holder: Pick<HolderFacts, "trust"> | null,
  trust: AddressTrust,
): "unclaimed" | "take-over" | "leave" {
  if (!holder) return "unclaimed";
  return trust >= holder.trust ? "take-over" : "leave";
}

function decideConnect(facts: LinkFacts): LinkDecision {
  const { user, accountOwner, addressHolder, isAddressShared } = facts;
  if (!user) return refuse("signed-out", null);
  if (accountOwner === user) return { kind: "connected-before", userId: user };
  if (accountOwner) return refuse("account-of-another", user);
  const email = verifiedEmail(facts);
  if (!email) return refuse("email-unverified", user);
  // A holder who has not confirmed the address of late may have lost it, and an address that two users
  // have proves neither: they must not block anyone else.
  if (addressHolder?.isConfirmed && !isAddressShared && addressHolder.userId !== user) {
    return refuse("address-of-another", user);
  }
  return { kind: "connect", userId: user, email };
}

/** The account is known, so that its address says nothing more about whose it is. */
function decideConfirm({ user, accountOwner }: LinkFacts): LinkDecision {
  if (!user) return refuse("signed-out", null);
  if (accountOwner !== user) return refuse("not-connected", user);
  return { kind: "confirm", userId: user };
}

function verifiedEmail({ claims }: Pick<LinkFacts, "claims">): string | null {
  return claims.email && claims.email_verified ? claims.email : null;
}

function refuse(reason: RefusalReason, userId: string | null): Refusal {
  return { kind: "refuse", reason, userId };
}

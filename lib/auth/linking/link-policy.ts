import type { AccessReason, Suspension } from "@/lib/auth/access/decide-access";
import type { Claims } from "@/lib/auth/providers/claims";

/** Why the browser went to the provider. */
export type Intent =
  | "sign-in"
  /** To connect an account to the current user. */
  | "connect"
  /** To reauthenticate the current user. */
  | "confirm";

export type LinkFacts = {
  intent: Intent;
  /** Id of the user who is signed in to this browser. */
  currentUserId: string | null;
  claims: Pick<Claims, "email" | "email_verified">;
  /** Id of the user who has this account. */
  accountOwner: string | null;
  /** Whether an account of another issuer has this provider and subject: it is someone else's. */
  isOfOtherIssuer: boolean;
  /** The user whose own, confirmed address this is. */
  addressHolder: HolderFacts | null;
  /** Whether another user has this address too, as their own or on one of their accounts. */
  isAddressShared: boolean;
  /** The latest removal of this account, and the user from whom it was removed. */
  removal: { id: string; userId: string } | null;
  /** Whether this provider may link by this address here: `mayLink` of trusted-address.ts. */
  providerMayLink: boolean;
};

/** How far to trust a provider's word on an address; a higher number is more. */
export const addressTrust = { none: 0, verified: 1, authoritative: 2 } as const;
export type AddressTrust = (typeof addressTrust)[keyof typeof addressTrust];

export type HolderFacts = {
  userId: string;
  /** Whether a provider that may vouch for the address confirmed it within 180 days. */
  isConfirmed: boolean;
  /** How far to trust the providers that confirmed it for them. */
  trust: AddressTrust;
  /** Whether they have an account at this provider, which then is a different one. */
  hasAccountAtProvider: boolean;
};

export type LinkDecision =
  | { kind: "sign-in"; userId: string; email: string }
  | { kind: "link"; userId: string; email: string }
  /** `takesInvitation`: the new user uses their invitation up. */
  | { kind: "create"; email: string; takesInvitation?: true }
  /** The new user waits until an operator approves them: no session opens. */
  | { kind: "create-waiting"; email: string }
  | { kind: "recover"; userId: string; email: string }
  /** The address is this user's but may not link: they sign in as before, then connect. */
  | { kind: "guide"; userId: string; email: string }
  /** The account was removed from this user: the visitor is told, and chooses. */
  | { kind: "tell-removed"; userId: string; email: string; removal: string }
  | { kind: "connect"; userId: string; email: string }
  | { kind: "connected-before"; userId: string }
  | { kind: "confirm"; userId: string }
  /** A user is already signed in: nothing happens. */
  | { kind: "stay" }
  | Refusal;

export type Decision<Kind extends LinkDecision["kind"]> = Extract<LinkDecision, { kind: Kind }>;

/** `userId` is the user whom the refusal concerns, if known; `suspension` is set for the reason "suspended". */
export type Refusal = {
  kind: "refuse";
  reason: RefusalReason;
  userId: string | null;
  suspension?: Suspension | undefined;
};

export type RefusalReason =
  | AccessReason
  /** The provider sent no verified address. */
  | "email-unverified"
  /** The user for whom this was meant is no longer signed in. */
  | "signed-out"
  /** The provider is another server now, and an account of the former one has this subject. */
  | "issuer-changed"
  /** The account belongs to another user. */
  | "account-of-another"
  /** The address belongs to another user. */
  | "address-of-another"
  /** The pending link was already accepted or declined. */
  | "link-used"
  /** The user reauthenticated with an account that is not connected to them. */
  | "not-connected"
  /** The recovery link is unknown, expired, used or stopped. */
  | "recovery-unusable";

/**
 * Decides who a visitor is and what follows: facts in, decision out, nothing read or written. Where
 * `emailIfAccountDecides` returns an address, a returning user is signed in without this decision.
 *
 * An account is a subject of one issuer. If another issuer's account has its key, nothing is decided.
 *
 * The account counts before the address, so that a user whose address changes at the provider stays
 * the same user. So does its removal: the account is not linked by its address, nor does it start a new
 * user, unless the visitor chooses that. An address links only if every check passes:
 * - Only one user has it. One that two users have has changed hands, or is changing.
 * - They have no account at this provider: a second subject with one address is a second person.
 * - A provider that may vouch for the address confirmed it for them within 180 days.
 * - The new account's provider may vouch for it too, and may link by it (`mayLink`).
 * If one fails, the visitor signs in with a provider that the holder already uses, then connects.
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
 * The verified address of a sign-in that depends only on who has the account: `decideLink` signs
 * that user in, whatever the other facts. Null for every other sign-in.
 */
export function emailIfAccountDecides(
  facts: Pick<LinkFacts, "intent" | "currentUserId" | "claims">,
): string | null {
  return facts.intent === "sign-in" && !facts.currentUserId ? verifiedEmail(facts) : null;
}

function decideSignIn(facts: LinkFacts): LinkDecision {
  if (facts.currentUserId) return { kind: "stay" };
  if (facts.isOfOtherIssuer) return refuse("issuer-changed", null);
  const email = verifiedEmail(facts);
  if (!email) return refuse("email-unverified", facts.accountOwner);
  if (facts.accountOwner) return { kind: "sign-in", userId: facts.accountOwner, email };
  if (facts.removal) {
    const { id: removal, userId } = facts.removal;
    return { kind: "tell-removed", userId, email, removal };
  }
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
 * Decides who gets the address when a visitor becomes a separate user instead of signing in as its
 * holder: the mailbox has a new owner, or its owner wants to be two users.
 *
 * `take-over`: the new user gets it, and it is no longer confirmed for the old one. `leave`: the
 * holder keeps it, since a provider must not take it from one that is trusted more.
 *
 * @param trust - in the new account's provider
 */
export function decideSeparateUserAddress(
  holder: Pick<HolderFacts, "trust"> | null,
  trust: AddressTrust,
): "unclaimed" | "take-over" | "leave" {
  if (!holder) return "unclaimed";
  return trust >= holder.trust ? "take-over" : "leave";
}

function decideConnect(facts: LinkFacts): LinkDecision {
  const { currentUserId: userId, accountOwner, addressHolder, isAddressShared } = facts;
  if (!userId) return refuse("signed-out", null);
  if (facts.isOfOtherIssuer) return refuse("issuer-changed", userId);
  if (accountOwner === userId) return { kind: "connected-before", userId };
  if (accountOwner) return refuse("account-of-another", userId);
  const email = verifiedEmail(facts);
  if (!email) return refuse("email-unverified", userId);
  // A holder without a recent confirmation may have lost the address, and one that two users have
  // proves nothing about either: its new owner may connect it.
  if (addressHolder?.isConfirmed && !isAddressShared && addressHolder.userId !== userId)
    return refuse("address-of-another", userId);
  return { kind: "connect", userId, email };
}

/** The account alone says who the user is, so its address does not matter. */
function decideConfirm(facts: LinkFacts): LinkDecision {
  const { currentUserId: userId, accountOwner, isOfOtherIssuer } = facts;
  if (!userId) return refuse("signed-out", null);
  if (isOfOtherIssuer) return refuse("issuer-changed", userId);
  if (accountOwner !== userId) return refuse("not-connected", userId);
  return { kind: "confirm", userId };
}

function verifiedEmail({ claims }: Pick<LinkFacts, "claims">): string | null {
  return claims.email && claims.email_verified ? claims.email : null;
}

function refuse(reason: RefusalReason, userId: string | null): Refusal {
  return { kind: "refuse", reason, userId };
}

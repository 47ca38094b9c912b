import type { Claims } from "@/lib/auth/claims";

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
  /** Who is signed in in this browser, if anybody. */
  visitor: string | null;
  claims: Pick<Claims, "email" | "email_verified">;
  /** Whose this provider account is, if anybody's. */
  accountOwner: string | null;
  /** Who has an account at some provider with this address today, if anybody. */
  addressOwner: string | null;
  /** Whose own address this is, be it vouched for today or not. */
  addressHolder: string | null;
  /** AUTH_LINK_VERIFIED_EMAIL */
  linkVerifiedEmail: boolean;
};

export type LinkDecision =
  | { kind: "sign-in"; userId: string; email: string }
  | { kind: "link"; userId: string; email: string }
  | { kind: "create"; email: string }
  /** The address is this person's: they sign in as before, and are then asked whether to connect. */
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
  /** It was to be confirmed with one account, and was with another. */
  | "not-connected";

/**
 * Decides who a visitor is, and what follows: facts in, decision out, nothing read or written. Where
 * `emailIfAccountDecides` says so, whoever comes back is in before this is asked.
 *
 * The provider account comes first, so that somebody whose address changes at the provider stays
 * the same person. An address counts only if the provider vouches for it: linking by one that
 * anybody may type in would hand accounts over to whoever types them. And it counts only as long as
 * it is vouched for: once a person has another address at their provider, their old mailbox may be
 * somebody else's.
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
  facts: Pick<LinkFacts, "intent" | "visitor" | "claims">,
): string | null {
  return facts.intent === "sign-in" && !facts.visitor ? verifiedEmail(facts) : null;
}

function decideSignIn(facts: LinkFacts): LinkDecision {
  if (facts.visitor) return { kind: "stay" };
  const email = verifiedEmail(facts);
  if (!email) return refuse("email-unverified", facts.accountOwner);
  if (facts.accountOwner) return { kind: "sign-in", userId: facts.accountOwner, email };
  if (facts.addressOwner && facts.linkVerifiedEmail) {
    return { kind: "link", userId: facts.addressOwner, email };
  }
  const known = facts.addressOwner ?? facts.addressHolder;
  return known ? { kind: "guide", userId: known, email } : { kind: "create", email };
}

function decideConnect(facts: LinkFacts): LinkDecision {
  const { visitor, accountOwner, addressOwner } = facts;
  if (!visitor) return refuse("signed-out", null);
  if (accountOwner === visitor) return { kind: "connected-before", userId: visitor };
  if (accountOwner) return refuse("account-of-another", visitor);
  const email = verifiedEmail(facts);
  if (!email) return refuse("email-unverified", visitor);
  if (addressOwner && addressOwner !== visitor) return refuse("address-of-another", visitor);
  return { kind: "connect", userId: visitor, email };
}

/** The account is known, so that its address says nothing more about whose it is. */
function decideConfirm({ visitor, accountOwner }: LinkFacts): LinkDecision {
  if (!visitor) return refuse("signed-out", null);
  if (accountOwner !== visitor) return refuse("not-connected", visitor);
  return { kind: "confirm", userId: visitor };
}

function verifiedEmail({ claims }: Pick<LinkFacts, "claims">): string | null {
  return claims.email && claims.email_verified ? claims.email : null;
}

function refuse(reason: RefusalReason, userId: string | null): Refusal {
  return { kind: "refuse", reason, userId };
}

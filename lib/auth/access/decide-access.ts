/** How new users sign up: SIGN_UP. */
type SignUp = "open" | "invite" | "approval" | "closed";

/** Until when and why someone is suspended; null for no end, and for no reason that is shown. */
export type Suspension = { until: Date | null; reason: string | null };

/** An existing user whom a sign-in concerns. */
type UserStanding = { suspension: Suspension | null; isAwaitingApproval: boolean };

/** What a visitor brought to sign up with, or the operator prepared for their address. */
type Invitation =
  /** A usable one: for this address, or for anyone who has the link. */
  | "usable"
  /** The link's token is for another address. */
  | "of-another-address"
  /** The link's token is unknown, expired or used up. */
  | "unusable";

export type AccessFacts = {
  /** The user who signs in, or to whom the account would be connected; null for a new user. */
  user: UserStanding | null;
  /** Whether ALLOWED_EMAIL_DOMAINS and ALLOWED_EMAILS allow an address of theirs; see `isAllowed`. */
  isAddressAllowed: boolean;
  /** Whether this account was a suspended user's, who may be gone. */
  suspendedAccount: Suspension | null;
  /** Whether this address was a suspended user's. Counts for new users only: an address changes hands. */
  suspendedAddress: Suspension | null;
  invitation: Invitation | null;
  signUp: SignUp;
  /** Whether ADMIN_EMAILS names the address, and its provider runs the domain. */
  isAdminAddress: boolean;
};

export type AccessDecision =
  /** `takesInvitation`: a new user uses the invitation up. */
  | { kind: "admit"; takesInvitation: boolean }
  /** A new user is created, and waits until an operator approves them. */
  | { kind: "wait" }
  | AccessRefusal;

/** `suspension` is set for the reason "suspended". */
export type AccessRefusal = {
  kind: "reject";
  reason: AccessReason;
  suspension?: Suspension | undefined;
};

/** Why someone may not sign in here. */
export const accessReasons = [
  "suspended",
  /** Neither ALLOWED_EMAIL_DOMAINS nor ALLOWED_EMAILS allows an address of theirs. */
  "address-not-allowed",
  "awaiting-approval",
  /** SIGN_UP=closed, and there is no invitation. */
  "sign-up-closed",
  /** SIGN_UP=invite, and there is no invitation. */
  "invitation-required",
  /** There is one, for another address. */
  "invitation-of-another",
  /** There is a link, which is unknown, expired or used up. */
  "invitation-unusable",
] as const;

export type AccessReason = (typeof accessReasons)[number];

export function isAccessReason(reason: string): reason is AccessReason {
  return (accessReasons as readonly string[]).includes(reason);
}

/**
 * Decides whether someone whom a provider has authenticated may sign in or sign up here: facts in,
 * decision out. The transaction that follows checks the facts of the database again.
 *
 * A suspension counts before everything else, so that no other page hides it. Allowed addresses count
 * for everyone, invited or not.
 */
export function decideAccess(facts: AccessFacts): AccessDecision {
  const { user, suspendedAccount, suspendedAddress } = facts;
  const suspension = user?.suspension ?? suspendedAccount ?? (user ? null : suspendedAddress);
  if (suspension) return { kind: "reject", reason: "suspended", suspension };
  if (!facts.isAddressAllowed) return reject("address-not-allowed");
  if (!user) return decideSignUp(facts);
  return user.isAwaitingApproval ? reject("awaiting-approval") : admit;
}

const admit = { kind: "admit", takesInvitation: false } as const;

function decideSignUp({ signUp, invitation, isAdminAddress }: AccessFacts): AccessDecision {
  if (signUp === "open" || isAdminAddress) return admit;
  if (invitation === "usable") return { kind: "admit", takesInvitation: true };
  if (signUp === "approval") return { kind: "wait" };
  if (invitation === "of-another-address") return reject("invitation-of-another");
  if (invitation === "unusable") return reject("invitation-unusable");
  return reject(signUp === "closed" ? "sign-up-closed" : "invitation-required");
}

function reject(reason: Exclude<AccessReason, "suspended">): AccessRefusal {
  return { kind: "reject", reason };
}

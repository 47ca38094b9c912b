import type { Claims } from "@/lib/auth/claims";

export type SignInFacts = {
  claims: Pick<Claims, "email" | "email_verified">;
  /** Whose this provider account is, if anybody's. */
  accountOwner: string | null;
  /** Who has an account at some provider with this address today, if anybody. */
  addressOwner: string | null;
  /** Whether somebody signed up with this address, be it theirs still or not. */
  addressTaken: boolean;
  /** AUTH_LINK_VERIFIED_EMAIL */
  linkVerifiedEmail: boolean;
};

export type SignInDecision =
  | { kind: "sign-in"; userId: string; email: string }
  | { kind: "link"; userId: string; email: string }
  | { kind: "create"; email: string }
  | { kind: "refuse"; reason: RefusalReason };

export type RefusalReason = "email-unverified" | "address-taken";

/**
 * Decides who a visitor is: facts in, decision out, nothing read and nothing written.
 *
 * The provider account comes first, so that somebody whose address changes at the provider stays
 * the same person. An address counts only if the provider vouches for it: linking by one that
 * anybody may type in would hand accounts over to whoever types them. And it counts only as long as
 * it is vouched for: once a person has another address at their provider, their old mailbox may be
 * somebody else's.
 */
export function decideSignIn(facts: SignInFacts): SignInDecision {
  const { email, email_verified } = facts.claims;
  if (!email || !email_verified) return { kind: "refuse", reason: "email-unverified" };
  if (facts.accountOwner) return { kind: "sign-in", userId: facts.accountOwner, email };
  if (facts.addressOwner && facts.linkVerifiedEmail) {
    return { kind: "link", userId: facts.addressOwner, email };
  }
  if (facts.addressOwner || facts.addressTaken) return { kind: "refuse", reason: "address-taken" };
  return { kind: "create", email };
}

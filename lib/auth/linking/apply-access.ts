import "server-only";
import { isAllowed } from "@/lib/auth/access/allowed-addresses";
import {
  type AccessDecision,
  type AccessRefusal,
  decideAccess,
  type Suspension,
} from "@/lib/auth/access/decide-access";
import { isOfConfiguredIssuer } from "@/lib/auth/linking/address-takeover";
import { isAdminAddress } from "@/lib/auth/linking/admin-address";
import type { LinkDecision, Refusal } from "@/lib/auth/linking/link-policy";
import type { VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import type { StoredStanding, StoredSuspension } from "@/lib/db/access/standing";
import type { LinkCandidates } from "@/lib/db/sign-in/account-owners";
import { env } from "@/lib/env/env";

type AccountClaims = Pick<VerifiedSignIn, "provider" | "claims">;

/** Replaces what the link policy decided, if whoever signs in may not do so here. */
export function applyAccess(
  decision: LinkDecision,
  signIn: AccountClaims,
  candidates: LinkCandidates,
): LinkDecision {
  switch (decision.kind) {
    case "create": {
      const access = decideNewUser(signIn, candidates);
      if (access.kind === "reject") return refusal(access, null);
      if (access.kind === "wait") return { ...decision, kind: "create-waiting" };
      return access.takesInvitation ? { ...decision, takesInvitation: true } : decision;
    }
    case "sign-in":
    case "link":
    case "recover":
    case "guide":
    case "connect": {
      const access = decideKnownUser(signIn, candidates);
      return access.kind === "reject" ? refusal(access, decision.userId) : decision;
    }
    case "tell-removed": {
      const suspension = toSuspension(candidates.suspendedAccount);
      if (!suspension) return decision;
      return refusal({ kind: "reject", reason: "suspended", suspension }, decision.userId);
    }
    default:
      return decision;
  }
}

/** Whether a new user may sign up. */
export function decideNewUser(signIn: AccountClaims, candidates: LinkCandidates): AccessDecision {
  return decide(signIn, candidates, null);
}

/** Whether the user whom `candidates.standing` describes may sign in, or connect the account. */
export function decideKnownUser(signIn: AccountClaims, candidates: LinkCandidates): AccessDecision {
  return decide(signIn, candidates, candidates.standing);
}

function decide(
  { provider, claims }: AccountClaims,
  { suspendedAccount, suspendedAddress, invitation }: LinkCandidates,
  standing: StoredStanding | null,
): AccessDecision {
  const { email, email_authoritative: isAuthoritative } = claims;
  const confirmed = (standing?.addresses ?? []).filter(isOfConfiguredIssuer);
  const addresses = email ? [{ provider, email, isAuthoritative }, ...confirmed] : confirmed;
  return decideAccess({
    user: standing && {
      suspension: toSuspension(standing.suspension),
      isAwaitingApproval: standing.isAwaitingApproval,
    },
    isAddressAllowed: addresses.some((address) => isAllowed(address)),
    suspendedAccount: toSuspension(suspendedAccount),
    suspendedAddress: toSuspension(suspendedAddress),
    invitation,
    signUp: env().SIGN_UP,
    isAdminAddress: isAdminAddress(provider, claims),
  });
}

function toSuspension(stored: StoredSuspension | null): Suspension | null {
  return stored && { ...stored, until: stored.until === null ? null : new Date(stored.until) };
}

function refusal(access: AccessRefusal, userId: string | null): Refusal {
  return { ...access, kind: "refuse", userId };
}

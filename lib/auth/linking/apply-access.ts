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
import { findProvider, isBuiltInProvider } from "@/lib/auth/providers/registry";
import type { StoredStanding, StoredSuspension } from "@/lib/db/access/standing";
import type { LinkCandidates } from "@/lib/db/sign-in/account-owners";
import { env } from "@/lib/env/env";

type AccountClaims = Pick<VerifiedSignIn, "provider" | "claims">;

/** Replaces what the link policy decided with a refusal, if the visitor may not sign in here. */
export function applyAccess(
  decision: LinkDecision,
  signIn: AccountClaims,
  candidates: LinkCandidates,
): LinkDecision {
  switch (decision.kind) {
    case "create": {
      const access = decideNewUser(signIn, candidates);
      if (access.kind === "reject")
        return refusal(candidates.suspendedAccount ? access : withoutReason(access), null);
      if (access.kind === "wait") return { ...decision, kind: "create-waiting" };
      return access.takesInvitation ? { ...decision, takesInvitation: true } : decision;
    }
    case "sign-in": {
      // The account is theirs, whoever had it before. `signInReturningUser` doesn't ask about that either.
      const access = decideKnownUser(signIn, { ...candidates, suspendedAccount: null });
      return access.kind === "reject" ? refusal(access, decision.userId) : decision;
    }
    case "link":
    case "recover":
    case "connect": {
      const access = decideKnownUser(signIn, candidates);
      return access.kind === "reject" ? refusal(access, decision.userId) : decision;
    }
    case "guide": {
      const access = decideKnownUser(signIn, candidates);
      return access.kind === "reject" ? refusal(withoutReason(access), decision.userId) : decision;
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
  const confirmed = (standing?.addresses ?? []).filter(stillCounts);
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

/**
 * Whether an address that another account of the user confirmed still counts. Not if the provider is at
 * another server now, nor if it is an AUTH_OIDC_<KEY> that is no longer configured: it may be gone because
 * it confirmed whatever its users typed.
 */
function stillCounts(address: StoredStanding["addresses"][number]): boolean {
  const { provider } = address;
  const isKnown = isBuiltInProvider(provider) || findProvider(provider) !== null;
  return isKnown && isOfConfiguredIssuer(address);
}

/**
 * The refusal of a visitor who has a suspended user's address and none of their accounts: they may be the
 * address's next owner, whom the reason doesn't concern.
 */
function withoutReason({ suspension, ...access }: AccessRefusal): AccessRefusal {
  return suspension ? { ...access, suspension: { ...suspension, reason: null } } : access;
}

function toSuspension(stored: StoredSuspension | null): Suspension | null {
  return stored && { ...stored, until: stored.until === null ? null : new Date(stored.until) };
}

function refusal(access: AccessRefusal, userId: string | null): Refusal {
  return { ...access, kind: "refuse", userId };
}

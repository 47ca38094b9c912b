import "server-only";
import { isDeepStrictEqual } from "node:util";
import { decideNewUser } from "@/lib/auth/linking/apply-access";
import { factsOf } from "@/lib/auth/linking/complete-sign-in";
import { grantAdminRole } from "@/lib/auth/linking/grant-admin-role";
import { identityOf } from "@/lib/auth/linking/identity";
import { decideSeparateUserAddress } from "@/lib/auth/linking/link-policy";
import { recordOf } from "@/lib/auth/linking/open-session";
import { claimsOf, type PendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { keptOut } from "@/lib/auth/linking/reject-sign-in";
import { retryOnConflict } from "@/lib/auth/linking/retry-on-conflict";
import { trustIn } from "@/lib/auth/linking/trusted-address";
import type { KeptOut } from "@/lib/auth/linking/verified-sign-in";
import { localPart } from "@/lib/auth/providers/claims";
import { findLinkCandidates, type LinkCandidates } from "@/lib/db/sign-in/account-owners";
import { signInSeparateUser } from "@/lib/db/sign-in/separate-user";
import { addWaitingUser } from "@/lib/db/sign-in/waiting-user";
import type { Device } from "@/lib/http/device";
import { deriveUsername, withSuffix } from "@/lib/usernames/derive-username";

export type SeparateUser = {
  kind: "new";
  userId: string;
  /** The session's absolute expiry, for the cookie. */
  expires: Date;
};

/**
 * Creates a user for a pending link, and signs them in, when the visitor doesn't want to, or can't,
 * sign in as the user who has its address. The link's provider authenticated it minutes ago, in this
 * browser.
 *
 * @param browser.sessionToken - for the session to open; only its hash is stored
 * @returns `used` when the link was already accepted, declined or used, or a user has its account; a
 *   refusal when they may not sign up here, or wait for approval now
 * @throws DatabaseUnavailableError
 */
export function createSeparateUser(
  link: PendingLink,
  browser: { sessionToken: string; device: Device; deviceHash: string },
): Promise<SeparateUser | KeptOut | "used"> {
  const { id: pendingLink, email } = link;
  const signIn = signInOf(link);
  const username = deriveUsername(localPart(email));
  return retryOnConflict(async () => {
    const candidates = await findLinkCandidates(identityOf(signIn, username));
    if (candidates.accountOwner || candidates.isOfOtherIssuer) return "used";
    const decision = decide(link, candidates);
    const { access } = decision;
    if (access.kind === "reject") return keptOut(signIn, access);
    const free = candidates.usernameTaken ? withSuffix(username) : username;
    const record = recordOf({ ...signIn, ...browser }, email, free);
    if (access.kind === "wait") {
      const ownsAddress = decision.address === "unclaimed";
      const added = await addWaitingUser(record, { ownsAddress, pendingLink });
      return added === "created" ? keptOut(signIn, { reason: "awaiting-approval" }) : added;
    }
    const signedIn = await signInSeparateUser(record, {
      pendingLink,
      holder: decision.holder,
      address: decision.address,
      takesInvitation: access.takesInvitation,
      isStillSo: (latest) => isDeepStrictEqual(decide(link, latest), decision),
    });
    if (signedIn === null || signedIn === "used") return signedIn;
    return { kind: "new" as const, ...signedIn, expires: record.session.absoluteExpires };
  }).then((outcome) => grantAdminRole(outcome, signIn));
}

/** The sign-in that the link stands for. */
function signInOf(link: PendingLink) {
  const { provider, issuer, invitationHash } = link;
  return {
    ...{ provider, issuer, claims: claimsOf(link) },
    link: invitationHash ? ({ kind: "invitation", tokenHash: invitationHash } as const) : null,
  };
}

/** Whether they may sign up, and what becomes of the address. */
function decide(link: PendingLink, candidates: LinkCandidates) {
  return {
    ...decideAddress(link, candidates),
    access: decideNewUser(signInOf(link), candidates),
  };
}

/** Whose the link's address is so far, and what becomes of it. */
function decideAddress(link: PendingLink, candidates: LinkCandidates) {
  const { provider, email } = link;
  const claims = claimsOf(link);
  const signIn = { intent: "sign-in", currentUser: null, provider, claims } as const;
  const { addressHolder } = factsOf(signIn, candidates);
  const trust = trustIn(provider, email, claims.email_authoritative);
  // An account that was removed from the holder takes their address only if its provider knows better.
  const wasRemoved = link.removal !== undefined && addressHolder?.userId === link.userId;
  if (wasRemoved && trust <= addressHolder.trust)
    return { holder: addressHolder.userId, address: "leave" as const };
  return {
    holder: addressHolder?.userId ?? null,
    address: decideSeparateUserAddress(addressHolder, trust),
  };
}

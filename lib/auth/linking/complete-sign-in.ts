import "server-only";
import { isDeepStrictEqual } from "node:util";
import { isAllowed } from "@/lib/auth/access/allowed-addresses";
import { confirmationFacts } from "@/lib/auth/linking/address-takeover";
import { applyAccess } from "@/lib/auth/linking/apply-access";
import { decideRecovery, type Recovery } from "@/lib/auth/linking/decide-recovery";
import { grantAdminRole } from "@/lib/auth/linking/grant-admin-role";
import { identityOf } from "@/lib/auth/linking/identity";
import {
  decideLink,
  emailIfAccountDecides,
  type HolderFacts,
  type LinkDecision,
  type LinkFacts,
} from "@/lib/auth/linking/link-policy";
import {
  createWaitingUser,
  signInByAccount,
  signInKnownUser,
  signInUnknownAccount,
} from "@/lib/auth/linking/open-session";
import { findRecoveryOf, forgetRecoveryOf, recoverUser } from "@/lib/auth/linking/recover-user";
import { askVisitor, keptOut, reject } from "@/lib/auth/linking/reject-sign-in";
import { retryOnConflict } from "@/lib/auth/linking/retry-on-conflict";
import { mayLink } from "@/lib/auth/linking/trusted-address";
import { connectOrReauthenticate } from "@/lib/auth/linking/update-session";
import type {
  CompletedSignIn,
  SignInOutcome,
  VerifiedSignIn,
} from "@/lib/auth/linking/verified-sign-in";
import { localPart } from "@/lib/auth/providers/claims";
import {
  type AddressHolder,
  findLinkCandidates,
  type LinkCandidates,
} from "@/lib/db/sign-in/account-owners";
import { inSpan } from "@/lib/telemetry/in-span";
import { deriveUsername, withSuffix } from "@/lib/usernames/derive-username";

/** A returning user who is signed in by now, or what is to be done about everyone else. */
export type FirstStep =
  | { kind: "signed-in"; completed: CompletedSignIn }
  | { kind: "decided"; decision: LinkDecision; accountOwner: string | null; username: string };

/**
 * Signs in a returning user, whom the account alone identifies, in the statement that finds them:
 * see `signInByAccount`. For everyone else, that statement returns facts on which the link policy
 * decides, and nothing is written before `completeSignIn`.
 *
 * @throws DatabaseUnavailableError
 */
export function signInOrDecide(signIn: VerifiedSignIn): Promise<FirstStep> {
  return inSpan("sign-in.link_decision", {}, async (span) => {
    const step = await takeFirstStep(signIn);
    span.setAttribute("foyer.decision", step.kind === "decided" ? step.decision.kind : "sign-in");
    return step;
  });
}

/**
 * Carries out what the link policy decides about a verified sign-in: signs in a new or a known
 * user, connects the account, or reauthenticates the current user.
 *
 * @param firstStep - from `signInOrDecide`, if it was called already
 * @throws DatabaseUnavailableError
 */
export function completeSignIn(
  signIn: VerifiedSignIn,
  firstStep?: FirstStep,
): Promise<SignInOutcome> {
  let known = firstStep;
  return retryOnConflict(async () => {
    const step = known ?? (await signInOrDecide(signIn));
    known = undefined;
    if (step.kind === "signed-in") return step.completed;
    return inSpan("sign-in.transaction", {}, () => carryOut(signIn, step.decision, step.username));
  }).then((outcome) => grantAdminRole(outcome, signIn));
}

async function takeFirstStep(signIn: VerifiedSignIn): Promise<FirstStep> {
  const username = deriveUsername(localPart(signIn.claims.email ?? ""));
  const recovery = await findRecoveryOf(signIn);
  const recovered = recovery === "unusable" ? null : recovery;
  const known = recovery
    ? await findLinkCandidates(identityOf({ ...signIn, currentUser: recovered }, username))
    : await signInOrFindCandidates(signIn, username);
  if ("kind" in known) return { kind: "signed-in", completed: known };
  const decision = decide(signIn, known, recovery);
  if (recovery && decision.kind === "sign-in") {
    // They have this account, so they didn't need the link: it ends, and they sign in as without it.
    await forgetRecoveryOf(signIn, decision.userId);
    return takeFirstStep({ ...signIn, link: null });
  }
  return {
    kind: "decided",
    decision,
    accountOwner: known.accountOwner,
    username: known.usernameTaken ? withSuffix(username) : username,
  };
}

/** Signs in a returning user if the account alone decides; for everyone else, reads the facts. */
async function signInOrFindCandidates(signIn: VerifiedSignIn, username: string) {
  const currentUserId = signIn.currentUser?.userId ?? null;
  const email = emailIfAccountDecides({ ...signIn, currentUserId });
  return email && isAllowedItself(signIn, email)
    ? signInByAccount(signIn, email, username)
    : findLinkCandidates(identityOf(signIn, username));
}

/** Whether the account's own address is allowed here, so that no other address of its user counts. */
function isAllowedItself({ provider, claims }: VerifiedSignIn, email: string): boolean {
  return isAllowed({ provider, email, isAuthoritative: claims.email_authoritative });
}

/** What the link policy decides, unless the visitor may not sign in here. */
function decide(
  signIn: VerifiedSignIn,
  candidates: LinkCandidates,
  recovery: Recovery | null,
): LinkDecision {
  const facts = factsOf(signIn, candidates);
  const decision = recovery ? decideRecovery(facts, recovery) : decideLink(facts);
  return applyAccess(decision, signIn, candidates);
}

/** The facts that the link policy needs. */
export function factsOf(
  {
    intent,
    currentUser,
    provider,
    claims,
  }: Pick<VerifiedSignIn, "intent" | "currentUser" | "provider" | "claims">,
  {
    accountOwner,
    isOfOtherIssuer,
    addressHolder: holder,
    isAddressShared,
    removal,
  }: LinkCandidates,
): LinkFacts {
  const addressHolder = holder && holderFacts(holder, claims.email ?? "");
  return {
    intent,
    currentUserId: currentUser?.userId ?? null,
    claims,
    accountOwner,
    isOfOtherIssuer,
    addressHolder,
    isAddressShared,
    removal,
    providerMayLink: mayLink(provider, claims, addressHolder?.trust ?? null),
  };
}

function holderFacts(holder: AddressHolder, email: string): HolderFacts {
  const { userId, confirmations, hasAccountAtProvider } = holder;
  return { userId, hasAccountAtProvider, ...confirmationFacts(confirmations, email) };
}

/** @returns null when a concurrent sign-in changed the facts: the caller looks again */
async function carryOut(
  signIn: VerifiedSignIn,
  decision: LinkDecision,
  username: string,
): Promise<SignInOutcome | null> {
  const recovery = decision.kind === "recover" ? decision : null;
  const isUnchanged = (latest: LinkCandidates) =>
    isDeepStrictEqual(decide(signIn, latest, recovery), decision);
  switch (decision.kind) {
    case "sign-in":
      // `signInByAccount` was tried: the account was disconnected, or its user suspended, meanwhile.
      if (isAllowedItself(signIn, decision.email)) return null;
      return signInKnownUser(signIn, decision, { username, isUnchanged });
    case "link":
    case "create":
      return signInUnknownAccount(signIn, decision, { username, isUnchanged });
    case "recover":
      return recoverUser(signIn, decision, isUnchanged);
    case "create-waiting": {
      const isCreated = await createWaitingUser(signIn, decision, username);
      return isCreated ? keptOut(signIn, { reason: "awaiting-approval" }) : null;
    }
    case "connect":
    case "connected-before":
    case "confirm":
      return connectOrReauthenticate(signIn, decision);
    case "guide":
    case "tell-removed":
      return askVisitor(signIn, decision);
    case "refuse":
      return reject(signIn, decision);
    case "stay":
      throw new Error("cannot complete a plain sign-in in a browser that is signed in");
  }
}

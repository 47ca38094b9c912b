import "server-only";
import { isDeepStrictEqual } from "node:util";
import { freeUsername } from "@/lib/auth/linking/free-username";
import {
  type AddressTrust,
  addressTrust,
  decideLink,
  emailIfAccountDecides,
  type HolderFacts,
  type LinkDecision,
  type LinkFacts,
} from "@/lib/auth/linking/link-policy";
import { signInByAccount, signInUnknownAccount } from "@/lib/auth/linking/open-session";
import { reject, requireExistingProvider } from "@/lib/auth/linking/reject-sign-in";
import { retryOnConflict } from "@/lib/auth/linking/retry-on-conflict";
import { mayLink, trustIn } from "@/lib/auth/linking/trusted-address";
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

/** What the first look at the database says about a verified sign-in. */
export type Identification =
  | { kind: "signed-in"; completed: CompletedSignIn }
  | { kind: "undecided"; decision: LinkDecision; username: string };

/**
 * Finds out who a verified sign-in is, in one statement. A returning user, whom the account alone
 * identifies, is signed in by that statement: see `signInByAccount`. For everyone else it returns
 * what the link policy decides, and `completeSignIn` carries that out.
 *
 * @throws DatabaseUnavailableError
 */
export function identify(signIn: VerifiedSignIn): Promise<Identification> {
  return inSpan("sign-in.link_decision", {}, async (span) => {
    const identified = await signInOrDecide(signIn);
    span.setAttribute(
      "foyer.decision",
      identified.kind === "undecided" ? identified.decision.kind : "sign-in",
    );
    return identified;
  });
}

/**
 * Carries out what the link policy decides about a verified sign-in: signs in a new or a known
 * user, connects the account, or reauthenticates the current user.
 *
 * @param identified - from `identify`, if it was called already
 * @throws DatabaseUnavailableError
 */
export function completeSignIn(
  signIn: VerifiedSignIn,
  identified?: Identification,
): Promise<SignInOutcome> {
  let first = identified;
  return retryOnConflict(async () => {
    const found = first ?? (await identify(signIn));
    first = undefined;
    if (found.kind === "signed-in") return found.completed;
    return inSpan("sign-in.transaction", {}, () =>
      carryOut(signIn, found.decision, found.username),
    );
  });
}

async function signInOrDecide(signIn: VerifiedSignIn): Promise<Identification> {
  const { provider, claims } = signIn;
  const { subject, email } = claims;
  const username = localPart(email ?? "");
  const currentUserId = signIn.currentUser?.userId ?? null;
  const verifiedEmail = emailIfAccountDecides({ ...signIn, currentUserId });
  const known = verifiedEmail
    ? await signInByAccount(signIn, verifiedEmail, username)
    : await findLinkCandidates({ provider, subject, email, username });
  if ("kind" in known) return { kind: "signed-in", completed: known };
  return {
    kind: "undecided",
    decision: decideLink(factsOf(signIn, known)),
    username: known.usernameTaken ? freeUsername(username) : username,
  };
}

/** The facts that the link policy needs. */
export function factsOf(
  {
    intent,
    currentUser,
    provider,
    claims,
  }: Pick<VerifiedSignIn, "intent" | "currentUser" | "provider" | "claims">,
  { accountOwner, addressHolder: holder, isAddressShared }: LinkCandidates,
): LinkFacts {
  return {
    intent,
    currentUserId: currentUser?.userId ?? null,
    claims,
    accountOwner,
    addressHolder: holder && holderFacts(holder, claims.email ?? ""),
    isAddressShared,
    providerMayLink: mayLink(provider, claims),
  };
}

/** The trust in a domain's own provider fades: it may have given the address to someone else since. */
function holderFacts(
  { userId, confirmations, hasAccountAtProvider }: AddressHolder,
  email: string,
): HolderFacts {
  const trusts = confirmations.map(({ provider, isRecent, isAuthoritative }) => ({
    isRecent,
    trust: isRecent
      ? trustIn(provider, email, isAuthoritative)
      : Math.min(trustIn(provider, email, false), addressTrust.verified),
  }));
  return {
    userId,
    isConfirmed: trusts.some(({ isRecent, trust }) => isRecent && trust > addressTrust.none),
    trust: Math.max(addressTrust.none, ...trusts.map(({ trust }) => trust)) as AddressTrust,
    hasAccountAtProvider,
  };
}

/** @returns null when a concurrent sign-in changed the facts: the caller looks again */
async function carryOut(
  signIn: VerifiedSignIn,
  decision: LinkDecision,
  username: string,
): Promise<SignInOutcome | null> {
  switch (decision.kind) {
    case "sign-in":
      // The account was disconnected while its owner was signing in.
      return null;
    case "link":
    case "create":
      return signInUnknownAccount(signIn, decision, {
        username,
        isUnchanged: (owners) => isDeepStrictEqual(decideLink(factsOf(signIn, owners)), decision),
      });
    case "connect":
    case "connected-before":
    case "confirm":
      return connectOrReauthenticate(signIn, decision);
    case "guide":
      return requireExistingProvider(signIn, decision);
    case "refuse":
      return reject(signIn, decision);
    case "stay":
      throw new Error("cannot complete a plain sign-in in a browser that is signed in");
  }
}

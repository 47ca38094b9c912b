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
import { mayLink, trustIn } from "@/lib/auth/linking/trusted-address";
import { connectOrReauthenticate } from "@/lib/auth/linking/update-session";
import type { CompletedSignIn, VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { localPart } from "@/lib/auth/providers/claims";
import {
  type AddressHolder,
  findLinkCandidates,
  type LinkCandidates,
} from "@/lib/db/sign-in/account-owners";
import { inSpan } from "@/lib/telemetry/in-span";

/** Each lost race leaves a row behind that the next attempt finds; two attempts would do. */
const maxAttempts = 5;

/**
 * Carries out what the link policy decides about a verified sign-in: signs in a new or a known
 * user, connects the account, or reauthenticates the current user.
 *
 * Two first sign-ins at the same instant race for the same rows. The unique keys let one win; the
 * other writes nothing, looks again and finds the winner's user.
 *
 * @throws SignInRejected
 * @throws SessionNotFresh
 * @throws ExistingProviderRequired
 * @throws DatabaseUnavailableError
 */
export async function completeSignIn(signIn: VerifiedSignIn): Promise<CompletedSignIn> {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const found = await inSpan("sign-in.link_decision", {}, async (span) => {
      const found = await signInOrDecide(signIn);
      span.setAttribute("foyer.decision", "decision" in found ? found.decision.kind : "sign-in");
      return found;
    });
    if ("completed" in found) return found.completed;
    const completed = await inSpan("sign-in.transaction", {}, () =>
      carryOut(signIn, found.decision, found.username),
    );
    if (completed) return completed;
  }
  throw new Error("a sign-in lost every race against others of the same user");
}

type Found = { completed: CompletedSignIn } | { decision: LinkDecision; username: string };

/**
 * Signs in the user who has the account. If no user has it, or more than the account decides, returns
 * what the link policy decides. One query either way.
 */
async function signInOrDecide(signIn: VerifiedSignIn): Promise<Found> {
  const { provider, claims } = signIn;
  const { subject, email } = claims;
  const username = localPart(email ?? "");
  const currentUserId = signIn.currentUser?.userId ?? null;
  const verifiedEmail = emailIfAccountDecides({ ...signIn, currentUserId });
  const known = verifiedEmail
    ? await signInByAccount(signIn, verifiedEmail, username)
    : await findLinkCandidates({ provider, subject, email, username });
  if ("kind" in known) return { completed: known };
  return {
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
): Promise<CompletedSignIn | null> {
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

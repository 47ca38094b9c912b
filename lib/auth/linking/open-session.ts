import "server-only";
import type { Decision } from "@/lib/auth/linking/link-policy";
import type { CompletedSignIn, VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { absoluteExpiry, idleExpiry } from "@/lib/auth/session/lifetime";
import { hashToken } from "@/lib/auth/session/token";
import type { LinkCandidates } from "@/lib/db/sign-in/account-owners";
import {
  recordLinkedUser,
  recordNewUser,
  recordReturningUser,
  type SignInRecord,
} from "@/lib/db/sign-in/sign-in";

/**
 * Lets in whose account it is.
 *
 * @param email - verified
 * @param username - that a new person would have, for the facts about it
 * @returns the facts of the link policy when it is nobody's
 * @throws DatabaseUnavailableError
 */
export async function signInByAccount(
  signIn: VerifiedSignIn,
  email: string,
  username: string,
): Promise<CompletedSignIn | LinkCandidates> {
  const record = recordOf(signIn, email, username);
  const { userId, ...candidates } = await recordReturningUser(record);
  return userId ? { kind: "signed-in", userId, expires: expiryOf(record) } : candidates;
}

/**
 * Signs in with an account that is new here: as a new user, or as the user whose address it has.
 *
 * @param username - for a new user
 * @param isStillSo - whether the decision to link still follows from facts read under the user's lock
 * @returns null when the facts have changed: the caller decides again
 * @throws DatabaseUnavailableError
 */
export async function signInNewAccount(
  signIn: VerifiedSignIn,
  decision: Decision<"link" | "create">,
  { username, isStillSo }: { username: string; isStillSo: (candidates: LinkCandidates) => boolean },
): Promise<CompletedSignIn | null> {
  const record = recordOf(signIn, decision.email, username);
  const isNew = decision.kind === "create";
  const userId = isNew
    ? await recordNewUser(record)
    : await recordLinkedUser(record, decision.userId, isStillSo);
  if (!userId) return null;
  return { kind: isNew ? "new" : "linked", userId, expires: expiryOf(record) };
}

type RecordedSignIn = Pick<
  VerifiedSignIn,
  "provider" | "claims" | "sessionToken" | "device" | "deviceHash"
>;

/** What a sign-in writes. */
export function recordOf(signIn: RecordedSignIn, email: string, username: string): SignInRecord {
  const { provider, claims, sessionToken, device, deviceHash } = signIn;
  if (!sessionToken) throw new Error("a session cannot be opened without a token");
  const { subject: providerAccountId, name, picture: image, email_authoritative } = claims;
  const absoluteExpires = absoluteExpiry();
  return {
    account: { provider, providerAccountId, email, emailAuthoritative: email_authoritative, image },
    session: {
      sessionToken: hashToken(sessionToken),
      expires: idleExpiry(absoluteExpires),
      absoluteExpires,
      ...device,
    },
    deviceHash,
    profile: { username, name },
  };
}

const expiryOf = ({ session }: SignInRecord) => session.absoluteExpires;

import "server-only";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import type { Decision } from "@/lib/auth/linking/link-policy";
import type { CompletedSignIn, VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { absoluteExpiry, idleExpiry } from "@/lib/auth/session/lifetime";
import { hashToken } from "@/lib/auth/session/token";
import type { LinkCandidates } from "@/lib/db/sign-in/account-owners";
import { signInLinkedUser } from "@/lib/db/sign-in/linked-user";
import { signInNewUser } from "@/lib/db/sign-in/new-user";
import { signInReturningUser } from "@/lib/db/sign-in/returning-user";
import type { SignInRecord } from "@/lib/db/sign-in/sign-in-record";

/**
 * Signs in the user who has the account.
 *
 * @param email - verified
 * @param username - the one that a new user would get, to find out whether it is taken
 * @returns the facts for the link policy when no user has the account
 * @throws DatabaseUnavailableError
 */
export async function signInByAccount(
  signIn: VerifiedSignIn,
  email: string,
  username: string,
): Promise<CompletedSignIn | LinkCandidates> {
  const record = recordOf(signIn, email, username);
  const { userId, ...candidates } = await signInReturningUser(record);
  return userId ? { kind: "signed-in", userId, expires: expiryOf(record) } : candidates;
}

/**
 * Signs in with an account that no user has yet: as a new user, or as the user who has its address.
 *
 * @param username - for a new user
 * @param isUnchanged - whether facts read under the user's lock still lead to the decision to link
 * @returns null when the facts have changed: the caller decides again
 * @throws DatabaseUnavailableError
 */
export async function signInUnknownAccount(
  signIn: VerifiedSignIn,
  decision: Decision<"link" | "create">,
  {
    username,
    isUnchanged,
  }: { username: string; isUnchanged: (candidates: LinkCandidates) => boolean },
): Promise<CompletedSignIn | null> {
  const record = recordOf(signIn, decision.email, username);
  const isNew = decision.kind === "create";
  const userId = isNew
    ? await signInNewUser(record)
    : await signInLinkedUser(record, decision.userId, isUnchanged);
  if (!userId) return null;
  return { kind: isNew ? "new" : "linked", userId, expires: expiryOf(record) };
}

type RecordedSignIn = Pick<
  VerifiedSignIn,
  "provider" | "issuer" | "claims" | "sessionToken" | "device" | "deviceHash"
>;

/** What a sign-in stores. */
export function recordOf(signIn: RecordedSignIn, email: string, username: string): SignInRecord {
  const { provider, issuer, claims, sessionToken, device, deviceHash } = signIn;
  if (!sessionToken) throw new Error("cannot open a session without a token");
  const { subject: providerAccountId, name, picture: image, email_authoritative } = claims;
  const absoluteExpires = absoluteExpiry();
  return {
    account: {
      provider,
      issuer,
      providerAccountId,
      email,
      emailAuthoritative: email_authoritative,
      image,
    },
    session: {
      tokenHash: hashToken(sessionToken),
      expires: idleExpiry(absoluteExpires),
      absoluteExpires,
      ...device,
    },
    deviceHash,
    accountHashes: accountHashes({ provider, issuer, providerAccountId }),
    profile: { username, name },
  };
}

const expiryOf = ({ session }: SignInRecord) => session.absoluteExpires;

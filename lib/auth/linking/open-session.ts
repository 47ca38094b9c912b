import "server-only";
import { type IdentifiedSignIn, identityOf } from "@/lib/auth/linking/identity";
import type { Decision } from "@/lib/auth/linking/link-policy";
import type { CompletedSignIn, VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { absoluteExpiry, idleExpiry } from "@/lib/auth/session/lifetime";
import { hashToken } from "@/lib/auth/session/token";
import type { LinkCandidates } from "@/lib/db/sign-in/account-owners";
import { signInLinkedUser } from "@/lib/db/sign-in/linked-user";
import { signInNewUser } from "@/lib/db/sign-in/new-user";
import { signInReturningUser, signInReturningUserIf } from "@/lib/db/sign-in/returning-user";
import type { SignInRecord } from "@/lib/db/sign-in/sign-in-record";
import { addWaitingUser } from "@/lib/db/sign-in/waiting-user";

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
  const { userId, locale, ...candidates } = await signInReturningUser(record);
  return userId ? { kind: "signed-in", userId, locale, expires: expiryOf(record) } : candidates;
}

/**
 * Signs in the user who has the account by another address of theirs, since the account's own is not
 * allowed here.
 *
 * @returns null when the facts have changed: the caller decides again
 * @throws DatabaseUnavailableError
 */
export async function signInKnownUser(
  signIn: VerifiedSignIn,
  decision: Decision<"sign-in">,
  { username, isUnchanged }: Checked,
): Promise<CompletedSignIn | null> {
  const record = recordOf(signIn, decision.email, username);
  const user = await signInReturningUserIf(record, decision.userId, isUnchanged);
  return user && { kind: "signed-in", ...user, expires: expiryOf(record) };
}

/**
 * Creates a user who waits for approval, without a session.
 *
 * @returns false when the facts have changed: the caller decides again
 * @throws DatabaseUnavailableError
 */
export async function createWaitingUser(
  signIn: VerifiedSignIn,
  { email }: Decision<"create-waiting">,
  username: string,
): Promise<boolean> {
  const record = recordOf(signIn, email, username);
  return (await addWaitingUser(record, { ownsAddress: true, pendingLink: null })) !== null;
}

/**
 * Signs in with an account that no user has yet: as a new user, or as the user who has its address.
 *
 * @returns null when the facts have changed: the caller decides again
 * @throws DatabaseUnavailableError
 */
export async function signInUnknownAccount(
  signIn: VerifiedSignIn,
  decision: Decision<"link" | "create">,
  { username, isUnchanged }: Checked,
): Promise<CompletedSignIn | null> {
  const record = recordOf(signIn, decision.email, username);
  const expires = expiryOf(record);
  if (decision.kind === "create") {
    const userId = await signInNewUser(record, decision);
    return userId === null ? null : { kind: "new", userId, expires };
  }
  const user = await signInLinkedUser(record, decision.userId, isUnchanged);
  return user && { kind: "linked", ...user, expires };
}

type Checked = {
  /** For a new user. */
  username: string;
  /** Whether facts that are read under the user's lock still lead to the decision. */
  isUnchanged: (candidates: LinkCandidates) => boolean;
};

type RecordedSignIn = Pick<VerifiedSignIn, "sessionToken" | "device" | "deviceHash"> &
  IdentifiedSignIn;

/** What a sign-in stores. */
export function recordOf(signIn: RecordedSignIn, email: string, username: string): SignInRecord {
  const { provider, issuer, claims, sessionToken, device, deviceHash } = signIn;
  const { accountHashes, addressHashes, invitationHash } = identityOf(signIn, username);
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
    ...{ accountHashes, addressHashes, invitationHash },
    profile: { username, name },
  };
}

const expiryOf = ({ session }: SignInRecord) => session.absoluteExpires;

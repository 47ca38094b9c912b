import "server-only";
import type { CompletedSignIn, VerifiedSignIn } from "@/lib/auth/complete-sign-in";
import type { Decision } from "@/lib/auth/link-policy";
import { absoluteExpiry, idleExpiry } from "@/lib/auth/session-lifetime";
import { hashToken } from "@/lib/auth/session-token";
import type { Owners } from "@/lib/db/accounts";
import { recordLinked, recordNewcomer, recordReturn, type SignInRecord } from "@/lib/db/sign-in";

/**
 * Lets in whose account it is.
 *
 * @param email - verified
 * @param username - that a new person would have, for the facts about it
 * @returns the facts of the link policy when it is nobody's
 * @throws DatabaseAwayError
 */
export async function enterByAccount(
  signIn: VerifiedSignIn,
  email: string,
  username: string,
): Promise<CompletedSignIn | Owners> {
  const record = recordOf(signIn, email, username);
  const { userId, ...owners } = await recordReturn(record);
  return userId ? signedIn(record, { userId, isNew: false }) : owners;
}

/**
 * Lets somebody in whose account is new here: a new person, or one whose address it has.
 *
 * @param username - for a person who is new
 * @returns null when another sign-in was faster
 * @throws DatabaseAwayError
 */
export async function enter(
  signIn: VerifiedSignIn,
  decision: Decision<"link" | "create">,
  username: string,
): Promise<CompletedSignIn | null> {
  const record = recordOf(signIn, decision.email, username);
  const isNew = decision.kind === "create";
  const userId = isNew ? await recordNewcomer(record) : await recordLinked(record, decision.userId);
  return userId ? signedIn(record, { userId, isNew }) : null;
}

function recordOf(signIn: VerifiedSignIn, email: string, username: string): SignInRecord {
  const { provider, claims, sessionToken, device, deviceHash } = signIn;
  if (!sessionToken) throw new Error("a session cannot be opened without a token");
  const { subject: providerAccountId, name, picture: image } = claims;
  const absoluteExpires = absoluteExpiry();
  return {
    account: { provider, providerAccountId, email, image },
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

function signedIn(
  { session }: SignInRecord,
  who: Pick<CompletedSignIn, "userId" | "isNew">,
): CompletedSignIn {
  return { kind: "signed-in", ...who, expires: session.absoluteExpires };
}

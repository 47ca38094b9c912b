import "server-only";
import type { Recovery } from "@/lib/auth/linking/decide-recovery";
import type { Decision } from "@/lib/auth/linking/link-policy";
import { recordOf } from "@/lib/auth/linking/open-session";
import { reject } from "@/lib/auth/linking/reject-sign-in";
import type { SignInOutcome, VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { localPart } from "@/lib/auth/providers/claims";
import { findRecovery, forgetRecovery } from "@/lib/db/access/recoveries";
import type { LinkCandidates } from "@/lib/db/sign-in/account-owners";
import { signInRecoveredUser } from "@/lib/db/sign-in/recovered-user";

/**
 * What a sign-in's recovery link leads to; null without one.
 * @throws DatabaseUnavailableError
 */
export async function findRecoveryOf({
  link,
}: Pick<VerifiedSignIn, "link">): Promise<Recovery | null> {
  if (link?.kind !== "recovery") return null;
  return (await findRecovery(link.tokenHash)) ?? "unusable";
}

/**
 * Uses the link up for a user who signs in with an account that they have. That comes first: a crash then
 * costs them a link that they didn't need.
 */
export async function forgetRecoveryOf({ link }: VerifiedSignIn, userId: string): Promise<void> {
  if (link?.kind === "recovery") await forgetRecovery({ userId, tokenHash: link.tokenHash });
}

/**
 * Connects the account to the user of the recovery link, and signs them in.
 *
 * @param isStillSo - whether facts read under the user's lock still lead to this decision
 * @returns null when the facts have changed: the caller decides again
 * @throws DatabaseUnavailableError
 */
export async function recoverUser(
  signIn: VerifiedSignIn,
  { userId, email }: Decision<"recover">,
  isStillSo: (candidates: LinkCandidates) => boolean,
): Promise<SignInOutcome | null> {
  const tokenHash = signIn.link?.tokenHash ?? "";
  const record = recordOf(signIn, email, localPart(email));
  const recovered = await signInRecoveredUser(record, { userId, tokenHash, isStillSo });
  if (recovered === null) return null;
  if (recovered === "used")
    return reject(signIn, { kind: "refuse", reason: "recovery-unusable", userId });
  return { kind: "recovered", ...recovered, expires: record.session.absoluteExpires };
}

import "server-only";
import { randomUUID } from "node:crypto";
import { type AccessRefusal, isAccessReason } from "@/lib/auth/access/decide-access";
import type { Decision, Refusal } from "@/lib/auth/linking/link-policy";
import type {
  KeptOut,
  RefusedSignIn,
  StoppedSignIn,
  VerifiedSignIn,
} from "@/lib/auth/linking/verified-sign-in";
import { listConnections } from "@/lib/db/accounts";
import { recordActivity } from "@/lib/db/activity";

/**
 * Opens no session, and leaves the choice to the visitor: to sign in with an existing provider first, to
 * restore a removed account, or to start a new user. A visitor who has proved the address, or that they
 * have the removed account, learns which providers its user signs in with, and nothing else.
 *
 * @throws DatabaseUnavailableError
 */
export async function askVisitor(
  { provider, issuer, claims, device, link: signInLink }: VerifiedSignIn,
  decision: Decision<"guide" | "tell-removed">,
): Promise<StoppedSignIn> {
  const { userId, email } = decision;
  const isRemoved = decision.kind === "tell-removed";
  const detail = isRemoved ? "account-removed" : "not-connected";
  await recordActivity({ userId, kind: "sign-in-refused", provider, detail, ...device });
  const connections = await listConnections(userId);
  const ownerProviders = [...new Set(connections.map((connection) => connection.provider))];
  const { subject, email_authoritative, name, picture } = claims;
  const link = {
    id: randomUUID(),
    issuedAt: Date.now(),
    userId,
    provider,
    issuer,
    subject,
    email,
    email_authoritative,
    name,
    picture,
    ownerProviders,
    ...(signInLink?.kind === "invitation" && { invitationHash: signInLink.tokenHash }),
  };
  return isRemoved
    ? { kind: "account-removed", link: { ...link, removal: decision.removal } }
    : { kind: "guided", link };
}

/**
 * Rejects the sign-in, and records that in the activity of the user whom it concerns.
 *
 * @throws DatabaseUnavailableError
 */
export async function reject(
  signIn: VerifiedSignIn,
  { reason, userId, suspension }: Refusal,
): Promise<RefusedSignIn | KeptOut> {
  const { intent, provider, device } = signIn;
  if (userId) {
    const kind = `${intent}-refused` as const;
    await recordActivity({ userId, kind, provider, detail: reason, ...device });
  }
  if (isAccessReason(reason)) return keptOut(signIn, { reason, suspension });
  const { email } = signIn.claims;
  if (signIn.link?.kind === "recovery" && email && reason !== "email-unverified")
    return { kind: "refused", reason, email };
  if (reason !== "email-unverified") return { kind: "refused", reason };
  return { kind: "refused", reason, emailProblem: signIn.claims.email_problem };
}

/** A refusal of someone who may not sign in here, with what its page says. */
export function keptOut(
  { claims: { email } }: Pick<VerifiedSignIn, "claims">,
  { reason, suspension }: Pick<AccessRefusal, "reason" | "suspension">,
): KeptOut {
  return { kind: "refused", reason, ...(email && { email }), ...(suspension && { suspension }) };
}

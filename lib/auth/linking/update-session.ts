import "server-only";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import type { Decision } from "@/lib/auth/linking/link-policy";
import type { SignInOutcome, VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { hashToken } from "@/lib/auth/session/token";
import type { ActionContext } from "@/lib/db/activity";
import { recordConnection, recordUse } from "@/lib/db/session-update/connection";
import { recordReauthentication } from "@/lib/db/session-update/reauthentication";
import { env } from "@/lib/env/env";

const outcomes = {
  connect: "connected",
  "connected-before": "connected-before",
  confirm: "confirmed",
} as const;

type SessionDecision = Decision<keyof typeof outcomes>;

/**
 * Connects the account to the current user or reauthenticates them, in the session that they have.
 *
 * @returns a refusal when the session has ended meanwhile, or the pending link was used; null when a
 *   concurrent sign-in changed the facts: the caller decides again
 * @throws DatabaseUnavailableError
 */
export async function connectOrReauthenticate(
  signIn: VerifiedSignIn,
  decision: SessionDecision,
): Promise<SignInOutcome | null> {
  if (!signIn.currentUser) throw new Error("cannot update a session: no user is signed in");
  const context = { ...signIn.currentUser, userId: decision.userId, ...signIn.device };
  const authenticated = await record(signIn, decision, context);
  if (authenticated === "signed-out" || authenticated === "forbidden")
    return { kind: "refused", reason: "signed-out" };
  if (authenticated === "used") return { kind: "refused", reason: "link-used" };
  if (authenticated === "unknown-device" || authenticated === "stale")
    return { kind: authenticated };
  if (!authenticated) return null;
  const { absoluteExpires: expires, madeDeviceKnown = false } = authenticated;
  return { kind: outcomes[decision.kind], userId: decision.userId, expires, madeDeviceKnown };
}

function record(
  { provider, issuer, claims, sessionToken, pendingLink }: VerifiedSignIn,
  decision: SessionDecision,
  context: ActionContext,
) {
  const tokenHash = sessionToken && hashToken(sessionToken);
  const account = {
    provider,
    issuer,
    providerAccountId: claims.subject,
    email: claims.email_verified ? claims.email : null,
    emailAuthoritative: claims.email_authoritative,
    image: claims.picture,
  };
  switch (decision.kind) {
    case "connect":
      return recordConnection(
        context,
        { ...account, email: decision.email },
        { tokenHash, pendingLink, hashes: accountHashes(account) },
      );
    case "connected-before":
      return recordUse(context, account, { tokenHash, pendingLink });
    case "confirm":
      return recordReauthentication(context, account, {
        tokenHash,
        newDeviceWaitSeconds: env().NEW_DEVICE_WAIT,
      });
  }
}

import "server-only";
import { SessionNotFresh, SignInRejected } from "@/lib/auth/linking/errors";
import type { Decision } from "@/lib/auth/linking/link-policy";
import type { CompletedSignIn, VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { hashToken } from "@/lib/auth/session/token";
import type { ActionContext } from "@/lib/db/activity";
import { recordConnection, recordReauthentication, recordUse } from "@/lib/db/reauthentication";

const outcomes = {
  connect: "connected",
  "connected-before": "connected-before",
  confirm: "confirmed",
} as const;

type Renewal = Decision<keyof typeof outcomes>;

/**
 * Carries out what a signed-in visitor went to a provider for, in the session that they have.
 *
 * @returns null when another sign-in was faster
 * @throws SignInRejected when the session has ended meanwhile
 * @throws SessionNotFresh when `signIn.visitor` has to be fresh, and is no longer
 * @throws DatabaseUnavailableError
 */
export async function connectOrReauthenticate(
  signIn: VerifiedSignIn,
  decision: Renewal,
): Promise<CompletedSignIn | null> {
  if (!signIn.user) throw new Error("a session was to be renewed, and nobody is signed in");
  const { sessionId, freshWithinSeconds } = signIn.user;
  const context = { userId: decision.userId, sessionId, freshWithinSeconds, ...signIn.device };
  const authenticated = await record(signIn, decision, context);
  if (authenticated === "signed-out") throw new SignInRejected("signed-out");
  if (authenticated === "stale") throw new SessionNotFresh();
  if (authenticated === "used") throw new SignInRejected("link-used");
  if (!authenticated) return null;
  const { absoluteExpires: expires } = authenticated;
  return { kind: outcomes[decision.kind], userId: decision.userId, expires };
}

function record(
  { provider, claims, sessionToken, pendingLink }: VerifiedSignIn,
  decision: Renewal,
  context: ActionContext,
) {
  const tokenHash = sessionToken && hashToken(sessionToken);
  const account = {
    provider,
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
        { tokenHash, pendingLink },
      );
    case "connected-before":
      return recordUse(context, account, { tokenHash, pendingLink });
    case "confirm":
      return recordReauthentication(context, account, tokenHash);
  }
}

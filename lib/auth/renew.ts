import "server-only";
import type { CompletedSignIn, VerifiedSignIn } from "@/lib/auth/complete-sign-in";
import type { Decision } from "@/lib/auth/link-policy";
import { hashToken } from "@/lib/auth/session-token";
import { SignInRefused } from "@/lib/auth/sign-in-refused";
import type { Actor } from "@/lib/db/activity";
import { recordConfirmation, recordConnection, recordUse } from "@/lib/db/authentication";

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
 * @throws SignInRefused when the session has ended meanwhile
 * @throws DatabaseAwayError
 */
export async function renew(
  signIn: VerifiedSignIn,
  decision: Renewal,
): Promise<CompletedSignIn | null> {
  const actor = {
    userId: decision.userId,
    sessionId: signIn.visitor?.sessionId ?? "",
    ...signIn.device,
  };
  const authenticated = await record(signIn, decision, actor);
  if (authenticated === "gone") throw new SignInRefused("signed-out");
  if (authenticated === "used") throw new SignInRefused("link-used");
  if (!authenticated) return null;
  const { absoluteExpires: expires } = authenticated;
  return { kind: outcomes[decision.kind], userId: decision.userId, expires };
}

function record(
  { provider, claims, sessionToken, pendingLink }: VerifiedSignIn,
  decision: Renewal,
  actor: Actor,
) {
  const tokenHash = sessionToken && hashToken(sessionToken);
  const account = {
    provider,
    providerAccountId: claims.subject,
    email: claims.email_verified ? claims.email : null,
    image: claims.picture,
  };
  switch (decision.kind) {
    case "connect":
      return recordConnection(actor, { ...account, email: decision.email }, tokenHash, pendingLink);
    case "connected-before":
      return recordUse(actor, account, tokenHash);
    case "confirm":
      return recordConfirmation(actor, account, tokenHash);
  }
}

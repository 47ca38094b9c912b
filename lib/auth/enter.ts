import "server-only";
import type { CompletedSignIn, VerifiedSignIn } from "@/lib/auth/complete-sign-in";
import type { Decision } from "@/lib/auth/link-policy";
import { absoluteExpiry, idleExpiry } from "@/lib/auth/session-lifetime";
import { hashToken } from "@/lib/auth/session-token";
import { recordSignIn } from "@/lib/db/sign-in";

/**
 * Lets a new or a known person in.
 *
 * @param username - for a person who is new
 * @returns null when another sign-in was faster
 * @throws DatabaseAwayError
 */
export async function enter(
  { provider, claims, sessionToken, device, deviceHash }: VerifiedSignIn,
  decision: Decision<"sign-in" | "link" | "create">,
  username: string,
): Promise<CompletedSignIn | null> {
  if (!sessionToken) throw new Error("a session cannot be opened without a token");
  const { email } = decision;
  const { subject: providerAccountId, name, picture: image } = claims;
  const absoluteExpires = absoluteExpiry();
  const userId = await recordSignIn({
    userId: decision.kind === "create" ? null : decision.userId,
    account: { provider, providerAccountId, email, image, isNew: decision.kind !== "sign-in" },
    profile: { username, name, email, image },
    session: {
      sessionToken: hashToken(sessionToken),
      provider,
      expires: idleExpiry(absoluteExpires),
      absoluteExpires,
      ...device,
    },
    deviceHash,
  });
  const isNew = decision.kind === "create";
  return userId ? { kind: "signed-in", userId, isNew, expires: absoluteExpires } : null;
}

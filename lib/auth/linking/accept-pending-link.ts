import "server-only";
import { headers } from "next/headers";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import type { RefusalReason } from "@/lib/auth/linking/link-policy";
import { claimsOf, type PendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { hashDeviceToken, readDeviceToken } from "@/lib/auth/session/device-cookie";
import type { FreshActionContext } from "@/lib/db/activity";
import { readDevice } from "@/lib/http/device";

/**
 * Connects the account of a pending link to the current user, by the same policy as in its
 * provider's callback. The provider authenticated the account when the link was created.
 *
 * @returns null when the account is connected, the reason when the policy refuses, `stale` when the
 *   user has to reauthenticate first, `unknown-device` when their device has to wait
 * @throws DatabaseUnavailableError
 */
export async function acceptPendingLink(
  context: FreshActionContext,
  link: PendingLink,
): Promise<RefusalReason | "unknown-device" | "stale" | null> {
  const requestHeaders = await headers();
  const { id, issuedAt, provider, issuer } = link;
  const outcome = await completeSignIn({
    intent: "connect",
    currentUser: context,
    provider,
    issuer,
    claims: claimsOf(link),
    pendingLink: { id, issuedAt: new Date(issuedAt) },
    // No provider was asked just now. The token stays, so that a lost response signs no one out.
    sessionToken: null,
    device: readDevice(requestHeaders),
    deviceHash: hashDeviceToken(readDeviceToken(requestHeaders)),
  });
  if (outcome.kind === "unknown-device" || outcome.kind === "stale") return outcome.kind;
  return outcome.kind === "refused" ? outcome.reason : null;
}

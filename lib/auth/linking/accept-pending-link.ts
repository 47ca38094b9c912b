import "server-only";
import { headers } from "next/headers";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { SessionNotFresh, SignInRejected } from "@/lib/auth/linking/errors";
import type { RefusalReason } from "@/lib/auth/linking/link-policy";
import { claimsOf, type PendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { hashDeviceToken, readDeviceToken } from "@/lib/auth/session/device-cookie";
import type { FreshActionContext } from "@/lib/db/activity";
import { readDevice } from "@/lib/http/device";

/**
 * Connects the account of an offer to the visitor's, by the same policy as if its provider had
 * just named it, which it had when the offer was made.
 *
 * @returns the reason, if the policy refuses; `stale` if the actor needs a newer confirmation; null when the account is connected
 * @throws DatabaseUnavailableError
 */
export async function acceptPendingLink(
  context: FreshActionContext,
  link: PendingLink,
): Promise<RefusalReason | "stale" | null> {
  const requestHeaders = await headers();
  const { id, issuedAt, provider } = link;
  try {
    await completeSignIn({
      intent: "connect",
      user: context,
      provider,
      claims: claimsOf(link),
      pendingLink: { id, issuedAt: new Date(issuedAt) },
      // Nobody has shown who they are just now: an answer that gets lost must not sign them out.
      sessionToken: null,
      device: readDevice(requestHeaders),
      deviceHash: hashDeviceToken(readDeviceToken(requestHeaders)),
    });
    return null;
  } catch (error) {
    if (error instanceof SignInRejected) return error.reason;
    if (error instanceof SessionNotFresh) return "stale";
    throw error;
  }
}

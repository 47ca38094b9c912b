import "server-only";
import { cookies, headers } from "next/headers";
import { completeSignIn } from "@/lib/auth/complete-sign-in";
import type { ConnectOffer } from "@/lib/auth/connect-offer";
import { hashDeviceToken, readDeviceToken } from "@/lib/auth/device-cookie";
import type { RefusalReason } from "@/lib/auth/link-policy";
import { createSessionToken } from "@/lib/auth/session-token";
import { SignInRefused } from "@/lib/auth/sign-in-refused";
import type { Actor } from "@/lib/db/activity";
import { cookieOptions, sessionCookieName } from "@/lib/security/cookies";
import { readDevice } from "@/lib/security/device";

/**
 * Connects the account of an offer to the visitor's, by the same policy as if its provider had
 * just named it, which it had when the offer was made.
 *
 * @returns the reason, if the policy refuses; null when the account is connected
 * @throws DatabaseAwayError
 */
export async function connectOffered(
  actor: Actor,
  offer: ConnectOffer,
): Promise<RefusalReason | null> {
  const requestHeaders = await headers();
  const { provider, subject, email, picture } = offer;
  const sessionToken = createSessionToken();
  try {
    const { expires } = await completeSignIn({
      intent: "connect",
      visitor: actor,
      provider,
      claims: { subject, email, email_verified: true, name: null, picture },
      sessionToken,
      device: readDevice(requestHeaders),
      deviceHash: hashDeviceToken(readDeviceToken(requestHeaders)),
    });
    (await cookies()).set(sessionCookieName(), sessionToken, { ...cookieOptions(), expires });
    return null;
  } catch (error) {
    if (error instanceof SignInRefused) return error.reason;
    throw error;
  }
}

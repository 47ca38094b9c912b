import "server-only";
import { after } from "next/server";
import { readReturnPath } from "@/lib/auth/callback-request";
import { cleanUpAfterSignIn } from "@/lib/auth/clean-up";
import type { CompletedSignIn } from "@/lib/auth/complete-sign-in";
import { readConnectOffer, withdrawConnectOffer } from "@/lib/auth/connect-offer";
import { rememberDevice } from "@/lib/auth/device-cookie";
import { leaveFlash } from "@/lib/auth/flash";
import { rememberProvider } from "@/lib/auth/last-provider";
import type { SignInAttempt } from "@/lib/auth/sign-in-attempt";
import { log } from "@/lib/log";
import { requestFields } from "@/lib/security/request-context";

/**
 * After a sign-in that was completed: what the browser remembers of it, and what is said.
 * @returns the path to go to
 */
export async function welcome(
  request: Request,
  { provider, deviceToken }: SignInAttempt,
  { kind, userId, isNew }: CompletedSignIn,
): Promise<string> {
  const about = { ...requestFields(request.headers), provider: provider.id, user: userId };
  log.info({ event: "sign-in.completed", ...about, outcome: isNew ? "new" : kind });
  const returnTo = readReturnPath(request.headers.get("cookie"));
  if (kind !== "signed-in") {
    await leaveFlash({ kind, provider: provider.id });
    return returnTo;
  }
  await rememberProvider(provider.id);
  await rememberDevice(deviceToken);
  after(() =>
    cleanUpAfterSignIn().catch((error) => log.warn({ event: "clean-up.failed", ...about, error })),
  );
  return (await isOffered(userId)) ? offerPath : returnTo;
}

const offerPath = "/account/connections/offer";

/** An offer to somebody else is withdrawn: they have not come in as the person whom it is about. */
async function isOffered(userId: string): Promise<boolean> {
  const offer = await readConnectOffer();
  if (offer && offer.userId !== userId) await withdrawConnectOffer();
  return offer?.userId === userId;
}

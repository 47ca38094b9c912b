import "server-only";
import { after } from "next/server";
import { readReturnPath } from "@/lib/auth/callback-request";
import { cleanUpAfterSignIn } from "@/lib/auth/clean-up";
import type { CompletedSignIn } from "@/lib/auth/complete-sign-in";
import { deletePendingLink, readPendingLink } from "@/lib/auth/connect-offer";
import { rememberDevice } from "@/lib/auth/device-cookie";
import { setFlash } from "@/lib/auth/flash";
import { rememberProvider } from "@/lib/auth/last-provider";
import type { SignInAttempt } from "@/lib/auth/sign-in-attempt";
import { log } from "@/lib/log";
import { requestFields } from "@/lib/security/request-context";

/**
 * After a sign-in that was completed: what the browser remembers of it, and what is said.
 * @returns the path to go to
 */
export async function finishSignIn(
  request: Request,
  { provider, deviceToken }: SignInAttempt,
  { kind, userId }: CompletedSignIn,
): Promise<string> {
  const about = { ...requestFields(request.headers), provider: provider.id, user: userId };
  log.info({ event: "sign-in.completed", ...about, outcome: kind });
  const returnTo = readReturnPath(request.headers.get("cookie"));
  if (kind === "connected" || kind === "connected-before" || kind === "confirmed") {
    await setFlash({ kind, provider: provider.id });
    return returnTo;
  }
  if (kind === "linked") await setFlash({ kind, provider: provider.id });
  await rememberSignIn({ provider: provider.id, deviceToken, about });
  return (await hasPendingLink(userId)) ? pendingLinkPath : returnTo;
}

/** What the browser keeps of a sign-in, and the clean-up that follows one. */
export async function rememberSignIn({ provider, deviceToken, about }: RememberedSignIn) {
  await rememberProvider(provider);
  await rememberDevice(deviceToken);
  after(() =>
    cleanUpAfterSignIn().catch((error) => log.warn({ event: "clean-up.failed", ...about, error })),
  );
}

type RememberedSignIn = { provider: string; deviceToken: string; about: object };

const pendingLinkPath = "/account/connections/offer";

/** An offer to somebody else is withdrawn: they have not come in as the person whom it is about. */
async function hasPendingLink(userId: string): Promise<boolean> {
  const link = await readPendingLink();
  if (link && link.userId !== userId) await deletePendingLink();
  return link?.userId === userId;
}

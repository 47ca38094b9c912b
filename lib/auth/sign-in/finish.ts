import "server-only";
import { after } from "next/server";
import type { SignInAttempt } from "@/lib/auth/authjs/attempt";
import { deletePendingLink, readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import type { CompletedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { rememberDevice } from "@/lib/auth/session/device-cookie";
import { rememberProvider } from "@/lib/auth/sign-in/last-provider-cookie";
import { setFlash } from "@/lib/flash/flash";
import { requestFields } from "@/lib/http/request-context";
import { readReturnPath } from "@/lib/http/return-path-cookie";
import { log } from "@/lib/log";
import { cleanUpAfterSignIn } from "@/lib/retention";

/**
 * Logs a completed sign-in, and sets the cookies and the message that the browser gets.
 * @returns the path to redirect to
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

/** Sets the cookies that outlive the session, and starts the clean-up that follows a sign-in. */
export async function rememberSignIn({ provider, deviceToken, about }: RememberedSignIn) {
  await rememberProvider(provider);
  await rememberDevice(deviceToken);
  after(() =>
    cleanUpAfterSignIn().catch((error) => log.warn({ event: "clean-up.failed", ...about, error })),
  );
}

type RememberedSignIn = { provider: string; deviceToken: string; about: object };

const pendingLinkPath = "/account/connections/offer";

/** Deletes a pending link of another user: the visitor did not sign in as the user it concerns. */
async function hasPendingLink(userId: string): Promise<boolean> {
  const link = await readPendingLink();
  if (link && link.userId !== userId) await deletePendingLink();
  return link?.userId === userId;
}

import "server-only";
import { cookies } from "next/headers";
import { after } from "next/server";
import { deletePendingLink, readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import type { CompletedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { rememberDevice } from "@/lib/auth/session/device-cookie";
import { rememberProvider } from "@/lib/auth/sign-in/last-provider-cookie";
import { setFlash } from "@/lib/flash/flash";
import { requestFields } from "@/lib/http/request-context";
import { rememberLocale } from "@/lib/i18n/locale-cookie";
import { offered } from "@/lib/i18n/request-locale";
import { log } from "@/lib/log";
import { cleanUpAfterSignIn } from "@/lib/retention";
import { cookieOptions, sessionCookieName } from "@/lib/security/cookies";

/**
 * Logs a completed sign-in, and sets the cookies and the message that the browser gets.
 * @returns the path to redirect to
 */
export async function finishSignIn(
  requestHeaders: Headers,
  { kind, userId, locale, expires, madeDeviceKnown = false }: CompletedSignIn,
  { provider, returnTo, sessionToken, deviceToken }: FinishedFlow,
): Promise<string> {
  const about = { ...requestFields(requestHeaders), provider, user: userId };
  log.info({ event: "sign-in.completed", ...about, outcome: kind });
  (await cookies()).set(sessionCookieName(), sessionToken, { ...cookieOptions(), expires });
  if (kind === "confirmed") {
    await setFlash({ kind, provider, madeDeviceKnown });
    return returnTo;
  }
  if (kind === "connected" || kind === "connected-before") {
    await setFlash({ kind, provider });
    return returnTo;
  }
  if (kind === "linked" || kind === "recovered") await setFlash({ kind, provider });
  await rememberSignIn({ provider, deviceToken, locale, about });
  return (await keepPendingLinkOf(userId)) ? pendingLinkPath : returnTo;
}

type FinishedFlow = {
  provider: string;
  returnTo: string;
  sessionToken: string;
  deviceToken: string;
};

/** Sets the cookies that outlive the session, and starts the clean-up that follows a sign-in. */
export async function rememberSignIn(signIn: RememberedSignIn) {
  const { provider, deviceToken, locale = null, about } = signIn;
  await rememberProvider(provider);
  await rememberDevice(deviceToken);
  // For pages that don't know the user: failure pages, and those after a sign-out.
  const chosen = offered(locale);
  if (chosen) await rememberLocale(chosen);
  after(() =>
    cleanUpAfterSignIn().catch((error) => log.warn({ event: "clean-up.failed", ...about, error })),
  );
}

type RememberedSignIn = {
  provider: string;
  deviceToken: string;
  /** The language that the user chose. */
  locale?: string | null | undefined;
  about: object;
};

const pendingLinkPath = "/account/connections/offer";

/** Keeps a pending link only if it is for this user. @returns whether there is one */
async function keepPendingLinkOf(userId: string): Promise<boolean> {
  const link = await readPendingLink();
  if (link && link.userId !== userId) await deletePendingLink();
  return link?.userId === userId;
}

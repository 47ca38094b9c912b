import "server-only";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import type { AccessReason } from "@/lib/auth/access/decide-access";
import {
  deletePendingLink,
  type PendingLink,
  readPendingLink,
} from "@/lib/auth/linking/pending-link-cookie";
import type { KeptOut } from "@/lib/auth/linking/verified-sign-in";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { hashDeviceToken, readDeviceToken } from "@/lib/auth/session/device-cookie";
import { createSessionToken } from "@/lib/auth/session/token";
import { rememberSignIn } from "@/lib/auth/sign-in/finish";
import { rememberSignOut } from "@/lib/auth/sign-in/signed-out-cookie";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { setFlash } from "@/lib/flash/flash";
import { markActionStarted } from "@/lib/http/action-call";
import { type Device, readDevice } from "@/lib/http/device";
import { requestFields } from "@/lib/http/request-context";
import { enforceIpLimit } from "@/lib/limits/enforce";
import { log } from "@/lib/log";
import { cookieOptions, sessionCookieName } from "@/lib/security/cookies";
import { requireSameOrigin } from "@/lib/security/same-origin";

/** What a visitor with a pending link chose, instead of signing in with another provider. */
export type Choice = {
  /** Opens a session; null if the link can't be used for this, or no longer. */
  open: (link: PendingLink, browser: Browser) => Promise<OpenedSession | KeptOut | null>;
  /** Of the log line. */
  outcome: "new" | "restored";
  message: "new-account" | "restored";
};

type Browser = { sessionToken: string; device: Device; deviceHash: string };
type OpenedSession = {
  kind: "new" | "restored";
  userId: string;
  locale?: string | null;
  expires: Date;
};

/** Signs a visitor in by their pending link, for the actions that do so. */
export async function completeChoice({ open, outcome, message }: Choice): Promise<never> {
  markActionStarted();
  const requestHeaders = await headers();
  requireSameOrigin(requestHeaders);
  await enforceIpLimit("sign-in");
  if (await getCurrentUser()) redirect("/account/connections/offer");
  const link = await readPendingLink();
  if (!link) return startAgain();
  const { provider, returnTo } = link;
  const sessionToken = createSessionToken();
  const deviceToken = readDeviceToken(requestHeaders);
  const browser = {
    sessionToken,
    device: readDevice(requestHeaders),
    deviceHash: hashDeviceToken(deviceToken),
  };
  const opened = await redirectIfUnavailable(() => open(link, browser));
  await deletePendingLink();
  if (!opened) return startAgain();
  if (opened.kind === "refused") return refuse(provider, opened.reason);
  const about = { ...requestFields(requestHeaders), provider, user: opened.userId };
  log.info({ event: "sign-in.completed", ...about, outcome });
  const options = { ...cookieOptions(), expires: opened.expires };
  (await cookies()).set(sessionCookieName(), sessionToken, options);
  await rememberSignIn({ provider, deviceToken, locale: opened.locale, about });
  await setFlash({ kind: message, provider });
  redirect(returnTo);
}

/** Says why the visitor may not sign in here, where they can choose another account. */
async function refuse(provider: string, reason: AccessReason): Promise<never> {
  const { reference, ...about } = requestFields(await headers());
  log.warn({ event: "sign-in.failed", reference, ...about, provider, failure: "refused", reason });
  await rememberSignOut();
  await setFlash({ kind: "refused", provider, reason, reference });
  redirect("/sign-in");
}

async function startAgain(): Promise<never> {
  await setFlash({ kind: "link-expired" });
  redirect("/sign-in");
}

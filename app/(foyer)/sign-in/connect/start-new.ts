"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { createSeparateUser } from "@/lib/auth/linking/create-separate-user";
import { deletePendingLink, readPendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { getCurrentUser } from "@/lib/auth/session/current-user";
import { hashDeviceToken, readDeviceToken } from "@/lib/auth/session/device-cookie";
import { createSessionToken } from "@/lib/auth/session/token";
import { rememberSignIn } from "@/lib/auth/sign-in/finish";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { setFlash } from "@/lib/flash/flash";
import { markActionStarted } from "@/lib/http/action-call";
import { readDevice } from "@/lib/http/device";
import { requestFields } from "@/lib/http/request-context";
import { enforceIpLimit } from "@/lib/limits/enforce";
import { log } from "@/lib/log";
import { cookieOptions, sessionCookieName } from "@/lib/security/cookies";
import { requireSameOrigin } from "@/lib/security/same-origin";

/** Signs the visitor in as a new user, who takes the address over from the existing one. */
export async function startNew(): Promise<void> {
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
  const started = await redirectIfUnavailable(() => createSeparateUser(link, browser));
  await deletePendingLink();
  if (started === "used") return startAgain();
  const about = { ...requestFields(requestHeaders), provider, user: started.userId };
  log.info({ event: "sign-in.completed", ...about, outcome: "new" });
  const options = { ...cookieOptions(), expires: started.expires };
  (await cookies()).set(sessionCookieName(), sessionToken, options);
  await rememberSignIn({ provider, deviceToken, about });
  await setFlash({ kind: "new-account", provider });
  redirect(returnTo);
}

async function startAgain(): Promise<never> {
  await setFlash({ kind: "link-expired" });
  redirect("/sign-in");
}

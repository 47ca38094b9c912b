import "server-only";
import { cookies } from "next/headers";
import { deletePendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { readTokenHashes } from "@/lib/auth/session/current-user";
import { redirectResponse } from "@/lib/auth/sign-in/redirect-response";
import { rememberSignOut } from "@/lib/auth/sign-in/signed-out-cookie";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { deleteSession } from "@/lib/db/sessions";
import { env } from "@/lib/env/env";
import { crossSite, openAgain, tooLarge, unreadableForm } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { unavailablePath } from "@/lib/failures/unavailable-redirect";
import { setFlash } from "@/lib/flash/flash";
import { readDevice } from "@/lib/http/device";
import { requestFields } from "@/lib/http/request-context";
import { readFields } from "@/lib/http/request-fields";
import { returnPath } from "@/lib/http/return-path";
import { log } from "@/lib/log";
import { expireCookie, sessionCookieName } from "@/lib/security/cookies";
import { isSameOrigin } from "@/lib/security/same-origin";
import { countEndedSessions } from "@/lib/telemetry/counts";

/** `POST /api/auth/signout`. The body may name a `callbackUrl`, the page to go to. */
export async function handleSignOut(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refuseRequest(request, crossSite(env().origin));
  const fields = await readFields(request);
  if (fields === "too-large") return refuseRequest(request, tooLarge(openAgain("/")));
  if (fields === "unreadable") return refuseRequest(request, unreadableForm(openAgain("/")));
  const returnTo = returnPath(fields.get("callbackUrl"), env().origin);
  const { kind, url } = await signOutOf(request.headers, returnTo);
  return kind === "signed-out"
    ? redirectResponse(request, url)
    : redirectResponse(request, url, { error: "DatabaseUnavailable", status: 503 });
}

type SignedOut = { kind: "signed-out" | "database-away"; url: string };

/**
 * Signs the user out: deletes the session in the database, then its cookie, and leaves a message. If
 * the database is unavailable, the user stays signed in and is told so. Auth.js would delete the
 * cookie all the same and leave a session that still works.
 *
 * @param returnTo - a path from `returnPath`
 * @returns where to send the browser
 */
export async function signOutOf(requestHeaders: Headers, returnTo: string): Promise<SignedOut> {
  for (const tokenHash of readTokenHashes(requestHeaders)) {
    if (!(await endSession(tokenHash, requestHeaders)))
      return { kind: "database-away", url: unavailablePath(returnTo) };
  }
  expireCookie(await cookies(), sessionCookieName());
  await deletePendingLink();
  await rememberSignOut();
  await setFlash({ kind: "signed-out" });
  return { kind: "signed-out", url: returnTo };
}

/** @returns false if the database is unavailable; then the session may still be live */
async function endSession(tokenHash: string, requestHeaders: Headers): Promise<boolean> {
  const about = requestFields(requestHeaders);
  try {
    const user = await deleteSession(tokenHash, readDevice(requestHeaders));
    if (user) {
      countEndedSessions("sign-out", 1);
      log.info({ event: "sign-out.completed", ...about, user });
    }
    return true;
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    log.error({ event: "sign-out.database-unavailable", ...about, error });
    await setFlash({ kind: "sign-out-failed", reference: about.reference });
    return false;
  }
}

"use server";

import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { deletePendingLink } from "@/lib/auth/linking/pending-link-cookie";
import { readTokenHash } from "@/lib/auth/session/current-user";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { deleteSession } from "@/lib/db/sessions";
import { unavailablePath } from "@/lib/failures/unavailable-redirect";
import { setFlash } from "@/lib/flash/flash";
import { readDevice } from "@/lib/http/device";
import { requestFields, requestPath } from "@/lib/http/request-context";
import { destination } from "@/lib/http/return-path";
import { log } from "@/lib/log";
import { cookieOptions, sessionCookieName } from "@/lib/security/cookies";
import { requireSameOrigin } from "@/lib/security/same-origin";
import { countEndedSessions } from "@/lib/telemetry/counts";

/**
 * Signs the user out: deletes the session in the database, then its cookie. If the database is
 * unavailable, the user stays signed in and is told so. Auth.js would delete the cookie all the same
 * and leave a session that still works.
 */
export async function signOut(): Promise<void> {
  const requestHeaders = await headers();
  requireSameOrigin(requestHeaders);
  const tokenHash = readTokenHash(requestHeaders);
  if (tokenHash) await endSessionOrRedirect(tokenHash, requestHeaders);
  (await cookies()).set(sessionCookieName(), "", { ...cookieOptions(), maxAge: 0 });
  await deletePendingLink();
  await setFlash({ kind: "signed-out" });
  redirect("/");
}

async function endSessionOrRedirect(tokenHash: string, requestHeaders: Headers): Promise<void> {
  try {
    const user = await deleteSession(tokenHash, readDevice(requestHeaders));
    if (!user) return;
    countEndedSessions("sign-out", 1);
    log.info({ event: "sign-out.completed", ...requestFields(requestHeaders), user });
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    const about = requestFields(requestHeaders);
    log.error({ event: "sign-out.database-unavailable", ...about, error });
    await setFlash({ kind: "sign-out-failed", reference: about.reference });
    redirect(unavailablePath(destination(requestPath(requestHeaders))));
  }
}

import type { NextRequest } from "next/server";
import { countExport, countIpAttempt, countUserAttempt } from "@/lib/auth/attempts";
import { findCurrentUser } from "@/lib/auth/current-user";
import { exportFile } from "@/lib/auth/export-file";
import { setFlash } from "@/lib/auth/flash";
import { isFresh } from "@/lib/auth/recent-sign-in";
import { confirmPath, signInPath } from "@/lib/auth/return-path";
import { seeOther } from "@/lib/auth/see-other";
import { freshnessSeconds } from "@/lib/auth/session-lifetime";
import type { CurrentUser } from "@/lib/auth/visitor";
import { DatabaseUnavailableError } from "@/lib/db/answer";
import { beginExport } from "@/lib/db/begin-export";
import { failureResponse } from "@/lib/failures/failure-response";
import { databaseUnavailable, tooManyAttempts } from "@/lib/failures/failures";
import { log } from "@/lib/log";
import { readDevice } from "@/lib/security/device";
import { requestFields } from "@/lib/security/request-context";
import { requireSameOrigin } from "@/lib/security/same-origin";

const path = "/account/data";

/** Everything that is stored about the user, as a file; a server action cannot respond with one. */
export async function POST({ headers }: NextRequest): Promise<Response> {
  requireSameOrigin(headers);
  try {
    const user = await findCurrentUser(headers);
    if (!user) return askToSignIn();
    const changeWait =
      (await countIpAttempt("account", headers)) ?? (await countUserAttempt(user.id, headers));
    if (changeWait !== null) return tooMany(changeWait, headers);
    // Checked again where the export begins. Here it saves the user an attempt.
    if (!isFresh(user)) return seeOther(confirmPath(path));
    const exportWait = await countExport(user.id, headers);
    if (exportWait !== null) return tooMany(exportWait, headers);
    return await startExport(user, headers);
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    log.error({ event: "export.database-unavailable", ...requestFields(headers), error });
    return failureResponse(databaseUnavailable(path), headers);
  }
}

async function startExport({ id, sessionId }: CurrentUser, headers: Headers): Promise<Response> {
  const freshWithinSeconds = freshnessSeconds;
  const context = { userId: id, sessionId, freshWithinSeconds, ...readDevice(headers) };
  const begun = await beginExport(context);
  if (begun === "signed-out") return askToSignIn();
  if (begun === "stale") return seeOther(confirmPath(path));
  return exportFile(begun, requestFields(headers));
}

async function askToSignIn(): Promise<Response> {
  await setFlash({ kind: "not-signed-in" });
  return seeOther(signInPath(path));
}

function tooMany(seconds: number, headers: Headers): Response {
  return failureResponse(
    tooManyAttempts(seconds, { href: path, label: "Back to your data" }),
    headers,
  );
}

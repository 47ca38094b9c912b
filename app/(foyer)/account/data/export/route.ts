import type { NextRequest } from "next/server";
import { exportFile } from "@/lib/account/export-file";
import { type CurrentUser, findCurrentUser } from "@/lib/auth/session/current-user";
import { isKnownDevice } from "@/lib/auth/session/guards";
import { freshnessSeconds, isFresh } from "@/lib/auth/session/lifetime";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { beginExport } from "@/lib/db/export/begin-export";
import { env } from "@/lib/env/env";
import { failureResponse } from "@/lib/failures/failure-response";
import { databaseUnavailable, tooManyAttempts } from "@/lib/failures/failures";
import { setFlash } from "@/lib/flash/flash";
import { readDevice } from "@/lib/http/device";
import { requestFields } from "@/lib/http/request-context";
import { confirmPath, signInPath, waitPath } from "@/lib/http/return-path";
import { seeOther } from "@/lib/http/see-other";
import { countExport, countIpAttempt, countUserAttempt } from "@/lib/limits/enforce";
import { log } from "@/lib/log";
import { requireSameOrigin } from "@/lib/security/same-origin";

const path = "/account/data";

/** Downloads everything stored about the user. A server action can't respond with a file. */
export async function POST({ headers }: NextRequest): Promise<Response> {
  requireSameOrigin(headers);
  try {
    const user = await findCurrentUser(headers);
    if (!user) return askToSignIn();
    const changeWait =
      (await countIpAttempt("account", headers)) ?? (await countUserAttempt(user.id, headers));
    if (changeWait !== null) return tooMany(changeWait, headers);
    // `beginExport` checks both again. Here they keep a session from using up an export attempt.
    if (!isKnownDevice(user)) return seeOther(waitPath(path));
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
  const begun = await beginExport({
    userId: id,
    sessionId,
    freshWithinSeconds: freshnessSeconds,
    newDeviceWaitSeconds: env().NEW_DEVICE_WAIT,
    ...readDevice(headers),
  });
  if (begun === "signed-out" || begun === "forbidden") return askToSignIn();
  if (begun === "unknown-device") return seeOther(waitPath(path));
  if (begun === "stale") return seeOther(confirmPath(path));
  return exportFile(begun, requestFields(headers));
}

async function askToSignIn(): Promise<Response> {
  await setFlash({ kind: "not-signed-in" });
  return seeOther(signInPath(path));
}

function tooMany(seconds: number, headers: Headers): Response {
  return failureResponse(
    tooManyAttempts(seconds, { href: path, label: "failures.actions.backToData" }),
    headers,
  );
}

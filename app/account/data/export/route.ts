import type { NextRequest } from "next/server";
import { countExport, countForAddress, countForPerson } from "@/lib/auth/attempts";
import { findVisitor } from "@/lib/auth/current-user";
import { exportFile } from "@/lib/auth/export-file";
import { leaveFlash } from "@/lib/auth/flash";
import { isRecent } from "@/lib/auth/recent-sign-in";
import { confirmPath, signInPath } from "@/lib/auth/return-path";
import { seeOther } from "@/lib/auth/see-other";
import { recentSignInSeconds } from "@/lib/auth/session-lifetime";
import type { Visitor } from "@/lib/auth/visitor";
import { DatabaseAwayError } from "@/lib/db/answer";
import { beginExport } from "@/lib/db/begin-export";
import { failureResponse } from "@/lib/failures/failure-response";
import { databaseAway, tooManyAttempts } from "@/lib/failures/failures";
import { log } from "@/lib/log";
import { readDevice } from "@/lib/security/device";
import { requestFields } from "@/lib/security/request-context";
import { requireSameOrigin } from "@/lib/security/same-origin";

const path = "/account/data";

/** Everything that is stored about the user, as a file; a server action cannot respond with one. */
export async function POST({ headers }: NextRequest): Promise<Response> {
  requireSameOrigin(headers);
  try {
    const visitor = await findVisitor(headers);
    if (!visitor) return askToSignIn();
    const changeWait =
      (await countForAddress("account", headers)) ?? (await countForPerson(visitor.id, headers));
    if (changeWait !== null) return tooMany(changeWait, headers);
    // Checked again where the export begins. Here it saves the user an attempt.
    if (!isRecent(visitor)) return seeOther(confirmPath(path));
    const exportWait = await countExport(visitor.id, headers);
    if (exportWait !== null) return tooMany(exportWait, headers);
    return await startExport(visitor, headers);
  } catch (error) {
    if (!(error instanceof DatabaseAwayError)) throw error;
    log.error({ event: "export.database-away", ...requestFields(headers), error });
    return failureResponse(databaseAway(path), headers);
  }
}

async function startExport({ id, sessionId }: Visitor, headers: Headers): Promise<Response> {
  const freshWithinSeconds = recentSignInSeconds;
  const actor = { userId: id, sessionId, freshWithinSeconds, ...readDevice(headers) };
  const begun = await beginExport(actor);
  if (begun === "signed-out") return askToSignIn();
  if (begun === "stale") return seeOther(confirmPath(path));
  return exportFile(begun, requestFields(headers));
}

async function askToSignIn(): Promise<Response> {
  await leaveFlash({ kind: "not-signed-in" });
  return seeOther(signInPath(path));
}

function tooMany(seconds: number, headers: Headers): Response {
  return failureResponse(
    tooManyAttempts(seconds, { href: path, label: "Back to your data" }),
    headers,
  );
}

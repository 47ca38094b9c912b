import type { NextRequest } from "next/server";
import { countForAddress, countForPerson } from "@/lib/auth/attempts";
import { findVisitor } from "@/lib/auth/current-user";
import { exportFile } from "@/lib/auth/export-file";
import { leaveFlash } from "@/lib/auth/flash";
import { isRecent } from "@/lib/auth/recent-sign-in";
import { confirmPath, signInPath } from "@/lib/auth/return-path";
import { seeOther } from "@/lib/auth/see-other";
import { DatabaseAwayError } from "@/lib/db/answer";
import { readPerson } from "@/lib/db/export";
import { failureResponse } from "@/lib/failures/failure-response";
import { databaseAway, tooManyAttempts } from "@/lib/failures/failures";
import { log } from "@/lib/log";
import { readDevice } from "@/lib/security/device";
import { requestFields } from "@/lib/security/request-context";
import { requireSameOrigin } from "@/lib/security/same-origin";

const path = "/account/data";

/** Everything that is stored about the visitor, as a file; a server action cannot answer with one. */
export async function POST({ headers }: NextRequest): Promise<Response> {
  requireSameOrigin(headers);
  try {
    const visitor = await findVisitor(headers);
    if (!visitor) {
      await leaveFlash({ kind: "not-signed-in" });
      return seeOther(signInPath(path));
    }
    const seconds =
      (await countForAddress("account", headers)) ?? (await countForPerson(visitor.id, headers));
    if (seconds !== null) return answerTooMany(seconds, headers);
    if (!isRecent(visitor)) return seeOther(confirmPath(path));
    const { id: userId, sessionId } = visitor;
    const person = await readPerson({ userId, sessionId, ...readDevice(headers) });
    return person ? exportFile(person) : seeOther(signInPath(path));
  } catch (error) {
    if (!(error instanceof DatabaseAwayError)) throw error;
    log.error({ event: "export.database-away", ...requestFields(headers), error });
    return failureResponse(databaseAway(path), headers);
  }
}

function answerTooMany(seconds: number, headers: Headers): Response {
  return failureResponse(
    tooManyAttempts(seconds, { href: path, label: "Back to your data" }),
    headers,
  );
}

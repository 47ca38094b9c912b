import type { NextRequest } from "next/server";
import { findVisitor } from "@/lib/auth/current-user";
import { exportFile } from "@/lib/auth/export-file";
import { isRecent } from "@/lib/auth/recent-sign-in";
import { confirmPath, signInPath } from "@/lib/auth/return-path";
import { seeOther } from "@/lib/auth/see-other";
import { DatabaseAwayError } from "@/lib/db/answer";
import { readPerson } from "@/lib/db/export";
import { failureResponse } from "@/lib/failures/failure-response";
import { databaseAway } from "@/lib/failures/failures";
import { log } from "@/lib/log";
import { readDevice } from "@/lib/security/device";
import { requestReference } from "@/lib/security/request-context";
import { requireSameOrigin } from "@/lib/security/same-origin";

const path = "/account/data";

/** Everything that is stored about the visitor, as a file; a server action cannot answer with one. */
export async function POST(request: NextRequest): Promise<Response> {
  requireSameOrigin(request.headers);
  try {
    const visitor = await findVisitor(request.headers);
    if (!visitor) return seeOther(signInPath(path));
    if (!isRecent(visitor)) return seeOther(confirmPath(path));
    const { id: userId, sessionId } = visitor;
    const person = await readPerson({ userId, sessionId, ...readDevice(request.headers) });
    return person ? exportFile(person) : seeOther(signInPath(path));
  } catch (error) {
    if (!(error instanceof DatabaseAwayError)) throw error;
    const reference = requestReference(request.headers);
    log.error({ event: "export.database-away", reference, error });
    return failureResponse(databaseAway(path), request.headers);
  }
}

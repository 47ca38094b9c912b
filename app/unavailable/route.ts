import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { findVisitor } from "@/lib/auth/current-user";
import { readFlashMessage } from "@/lib/auth/flash";
import { returnPath } from "@/lib/auth/return-path";
import { DatabaseAwayError } from "@/lib/db/answer";
import { pingDatabase } from "@/lib/db/readiness";
import { failureResponse } from "@/lib/failures/failure-response";
import { databaseAway, signOutFailed } from "@/lib/failures/failures";
import { unavailablePath } from "@/lib/failures/unavailable";
import { log } from "@/lib/log";
import { requestReference } from "@/lib/security/request-context";

/**
 * Where pages send visitors whose session cannot be checked, since a page cannot answer 503. It
 * asks what the page will ask, so that leading on cannot lead straight back here.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const returnTo = returnPath(request.nextUrl.searchParams.get("returnTo"));
  try {
    await pingDatabase();
    await findVisitor(request.headers);
  } catch (error) {
    if (!(error instanceof DatabaseAwayError)) throw error;
    return explain(request, returnTo, error);
  }
  redirect(returnTo);
}

async function explain(request: NextRequest, returnTo: string, error: Error): Promise<Response> {
  log.error({ event: "page.database-away", reference: requestReference(request.headers), error });
  const retryHref = unavailablePath(returnTo);
  const message = await readFlashMessage();
  const failure =
    message?.kind === "sign-out-failed" ? signOutFailed(retryHref) : databaseAway(retryHref);
  return failureResponse(failure, request.headers);
}

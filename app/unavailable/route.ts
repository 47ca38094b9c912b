import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { returnPath } from "@/lib/auth/return-path";
import { DatabaseAwayError } from "@/lib/db/answer";
import { pingDatabase } from "@/lib/db/readiness";
import { failureResponse } from "@/lib/failures/failure-response";
import { databaseAway, signOutFailed } from "@/lib/failures/failures";
import { unavailablePath } from "@/lib/failures/unavailable";
import { log } from "@/lib/log";
import { requestReference } from "@/lib/security/request-context";

/** Where pages send visitors whose session cannot be checked, since a page cannot answer 503. */
export async function GET(request: NextRequest): Promise<Response> {
  const parameters = request.nextUrl.searchParams;
  const returnTo = returnPath(parameters.get("returnTo"));
  const step = parameters.get("step") === "sign-out" ? "sign-out" : "page";
  try {
    await pingDatabase();
  } catch (error) {
    if (!(error instanceof DatabaseAwayError)) throw error;
    const reference = requestReference(request.headers);
    log.error({ event: `${step}.database-away`, reference, error });
    const failure =
      step === "sign-out" ? signOutFailed(returnTo) : databaseAway(unavailablePath(step, returnTo));
    return failureResponse(failure, request.headers);
  }
  redirect(returnTo);
}

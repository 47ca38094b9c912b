import { createHash } from "node:crypto";
import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { findCurrentUser } from "@/lib/auth/session/current-user";
import { DatabaseUnavailableError, withDeadline } from "@/lib/db/driver/run-query";
import { pingDatabase } from "@/lib/db/health/migrations";
import { failureResponse } from "@/lib/failures/failure-response";
import { databaseUnavailable, signOutFailed } from "@/lib/failures/failures";
import { unavailablePath } from "@/lib/failures/unavailable-redirect";
import { readFlashMessage } from "@/lib/flash/flash";
import { requestFields } from "@/lib/http/request-context";
import { returnPath } from "@/lib/http/return-path";
import { log } from "@/lib/log";
import { cookieOptions, readCookie, retriedCookieName } from "@/lib/security/cookies";

/** The page before this one has waited already. */
const deadlineMilliseconds = 2_000;
/** Whoever is here again so soon was led back to a page that still cannot be shown. */
const retriedSeconds = 20;

/**
 * Where pages send visitors whose session cannot be checked, since a page cannot answer 503. It
 * asks first whether leading on makes sense, and leads on once: where the database answers us and
 * is too slow for the page, the browser would go back and forth between the two.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const returnTo = returnPath(request.nextUrl.searchParams.get("returnTo"));
  const name = retriedCookieName();
  const mark = createHash("sha256").update(returnTo).digest("base64url").slice(0, 8);
  const jar = await cookies();
  try {
    if (readCookie(request.headers.get("cookie"), name) === mark)
      throw new DatabaseUnavailableError("the database was away again for the page led back to");
    await withDeadline(() => ask(request), deadlineMilliseconds);
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    jar.set(name, "", { ...cookieOptions(), maxAge: 0 });
    return explain(request, returnTo, error);
  }
  jar.set(name, mark, { ...cookieOptions(), maxAge: retriedSeconds });
  redirect(returnTo);
}

async function ask({ headers }: NextRequest): Promise<void> {
  await pingDatabase();
  await findCurrentUser(headers);
}

async function explain(request: NextRequest, returnTo: string, error: Error): Promise<Response> {
  log.error({ event: "page.database-unavailable", ...requestFields(request.headers), error });
  const retryHref = unavailablePath(returnTo);
  const message = await readFlashMessage();
  const failure =
    message?.kind === "sign-out-failed" ? signOutFailed(retryHref) : databaseUnavailable(retryHref);
  return failureResponse(failure, request.headers);
}

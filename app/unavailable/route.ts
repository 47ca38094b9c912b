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
import { cookieOptions, expireCookie, readCookie, retriedCookieName } from "@/lib/security/cookies";

/** Short, since the page that redirected here has already waited for the database. */
const deadlineMilliseconds = 2_000;
/** A browser that returns within this time was sent back to a page that failed again. */
const retriedSeconds = 20;

/**
 * Where pages redirect when the database is unavailable, since a page can't respond 503. Checks the
 * database first and redirects back if it responds, but only once: a database that is too slow only
 * for the page would keep the browser going back and forth between the two.
 */
export async function GET(request: NextRequest): Promise<Response> {
  const returnTo = returnPath(request.nextUrl.searchParams.get("returnTo"));
  const name = retriedCookieName();
  const returnToHash = createHash("sha256").update(returnTo).digest("base64url").slice(0, 8);
  const cookieStore = await cookies();
  try {
    if (readCookie(request.headers.get("cookie"), name) === returnToHash)
      throw new DatabaseUnavailableError(
        "the database was unavailable again for the page that was retried",
      );
    await withDeadline(() => checkDatabase(request), deadlineMilliseconds);
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    expireCookie(cookieStore, name);
    return respondUnavailable(request, returnTo, error);
  }
  cookieStore.set(name, returnToHash, { ...cookieOptions(), maxAge: retriedSeconds });
  redirect(returnTo);
}

async function checkDatabase({ headers }: NextRequest): Promise<void> {
  await pingDatabase();
  await findCurrentUser(headers);
}

async function respondUnavailable(
  request: NextRequest,
  returnTo: string,
  error: Error,
): Promise<Response> {
  log.error({ event: "page.database-unavailable", ...requestFields(request.headers), error });
  const retryHref = unavailablePath(returnTo);
  const message = await readFlashMessage();
  const failure =
    message?.kind === "sign-out-failed" ? signOutFailed(retryHref) : databaseUnavailable(retryHref);
  return failureResponse(failure, request.headers);
}

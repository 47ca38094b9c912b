import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { findCurrentUser } from "@/lib/auth/session/current-user";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { failureResponse } from "@/lib/failures/failure-response";
import { tooManyAttempts } from "@/lib/failures/failures";
import { returnPath } from "@/lib/http/return-path";
import { clientIpKey, logLimitReached, tooManyPath } from "@/lib/limits/enforce";
import { retryAfterSeconds } from "@/lib/limits/rate-limit";

/** Where server actions redirect when a limit is reached, since an action can't respond 429. */
export async function GET(request: NextRequest): Promise<Response> {
  const returnTo = returnPath(request.nextUrl.searchParams.get("returnTo"));
  const seconds = await secondsToWait(request.headers);
  if (seconds === null) redirect(returnTo);
  logLimitReached(request.headers);
  const again = { href: tooManyPath(returnTo), label: "common.tryAgain" } as const;
  return failureResponse(tooManyAttempts(seconds, again), request.headers);
}

/** The longest wait among the limits of this IP address and of the current user; null if none. */
async function secondsToWait(requestHeaders: Headers): Promise<number | null> {
  const ipKey = clientIpKey(requestHeaders);
  const waits = [retryAfterSeconds("sign-in", ipKey), retryAfterSeconds("account", ipKey)];
  const userId = await findUserId(requestHeaders);
  if (userId) waits.push(retryAfterSeconds("person", userId));
  return Math.max(...(await Promise.all(waits)).map((seconds) => seconds ?? 0)) || null;
}

async function findUserId(requestHeaders: Headers): Promise<string | null> {
  try {
    return (await findCurrentUser(requestHeaders))?.id ?? null;
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    return null;
  }
}

import { redirect } from "next/navigation";
import type { NextRequest } from "next/server";
import { failureResponse } from "@/lib/failures/failure-response";
import { tooManyAttempts } from "@/lib/failures/failures";
import { tooManyPath } from "@/lib/failures/too-many";
import { returnPath } from "@/lib/http/return-path";
import { logLimitReached, secondsToWait } from "@/lib/limits/enforce";

/** Where server actions send visitors who have done too much, since an action cannot answer 429. */
export async function GET(request: NextRequest): Promise<Response> {
  const returnTo = returnPath(request.nextUrl.searchParams.get("returnTo"));
  const seconds = await secondsToWait(request.headers);
  if (seconds === null) redirect(returnTo);
  logLimitReached(request.headers);
  const again = { href: tooManyPath(returnTo), label: "Try again" };
  return failureResponse(tooManyAttempts(seconds, again), request.headers);
}

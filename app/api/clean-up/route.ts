import { createHash, timingSafeEqual } from "node:crypto";
import type { NextRequest } from "next/server";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { env } from "@/lib/env/env";
import { nothingHere } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { cleanUp } from "@/lib/retention";

/** Rows of each kind that one run deletes at most; the next run deletes the rest. */
const limit = 100_000;

/**
 * For a scheduler such as Vercel's cron jobs, which send CRON_SECRET as a bearer token:
 * https://vercel.com/docs/cron-jobs/manage-cron-jobs#securing-cron-jobs
 * Responds 404 without the token, or when the variable isn't set.
 */
export async function GET(request: NextRequest): Promise<Response> {
  if (!isAuthorized(request.headers.get("authorization"))) {
    return refuseRequest(request, nothingHere);
  }
  try {
    const removed = await cleanUp(limit);
    log.info({ event: "clean-up.done", ...requestFields(request.headers), ...removed });
    return Response.json(removed, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    log.error({ event: "clean-up.database-unavailable", ...requestFields(request.headers), error });
    const headers = { "cache-control": "no-store", "retry-after": "60" };
    return Response.json({ error: "database away" }, { status: 503, headers });
  }
}

function isAuthorized(authorization: string | null): boolean {
  const { CRON_SECRET } = env();
  if (!CRON_SECRET || !authorization) return false;
  const [given, expected] = [authorization, `Bearer ${CRON_SECRET}`].map(digest);
  return given !== undefined && expected !== undefined && timingSafeEqual(given, expected);
}

function digest(value: string): Buffer {
  return createHash("sha256").update(value).digest();
}

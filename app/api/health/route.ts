import type { NextRequest } from "next/server";
import { DatabaseAwayError } from "@/lib/db/answer";
import { migrationsApplied } from "@/lib/db/readiness";
import { log } from "@/lib/log";
import { requestFields } from "@/lib/security/request-context";
import { isShuttingDown } from "@/lib/shutdown";

/**
 * For probes. `/api/health?probe=live` answers 200 while the process serves requests; without the
 * parameter, 200 only if the database can be reached, has all migrations, and the process is not
 * about to end, else 503.
 */
export async function GET(request: NextRequest): Promise<Response> {
  if (request.nextUrl.searchParams.get("probe") === "live") return report(200, { live: true });
  if (isShuttingDown()) return report(503, { live: true, ready: false, stopping: true });
  try {
    const migrated = await migrationsApplied();
    const migrations = migrated ? "applied" : "pending: run `npm run db:migrate`";
    return report(migrated ? 200 : 503, {
      live: true,
      ready: migrated,
      database: "reachable",
      migrations,
    });
  } catch (error) {
    if (!(error instanceof DatabaseAwayError)) throw error;
    log.warn({ event: "health.database-away", ...requestFields(request.headers), error });
    return report(503, { live: true, ready: false, database: "away" });
  }
}

function report(status: number, body: Record<string, boolean | string>): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

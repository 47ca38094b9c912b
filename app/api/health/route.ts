import type { NextRequest } from "next/server";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { checkMigrations } from "@/lib/db/health/migrations";
import type { MigrationState } from "@/lib/db/migrations/migration-gate";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";
import { isShuttingDown } from "@/lib/server/shutdown";

/**
 * For liveness and readiness probes. `/api/health?probe=live` responds 200 while the process serves
 * requests. Without the parameter it responds 200 if the database is reachable and fully migrated and
 * the process isn't shutting down, else 503.
 */
export async function GET(request: NextRequest): Promise<Response> {
  if (request.nextUrl.searchParams.get("probe") === "live") return report(200, { live: true });
  if (isShuttingDown()) return report(503, { live: true, ready: false, stopping: true });
  try {
    return reportMigrations(request, await checkMigrations());
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    log.warn({ event: "health.database-unavailable", ...requestFields(request.headers), error });
    return report(503, { live: true, ready: false, database: "away" });
  }
}

function reportMigrations({ headers }: NextRequest, state: MigrationState): Response {
  const fields = { event: "health.not-migrated", ...requestFields(headers), reason: state.kind };
  const body = { live: true, ready: state.kind === "complete", database: "reachable" };
  switch (state.kind) {
    case "complete":
      return report(200, { ...body, migrations: "applied" });
    case "missing": {
      const { missing } = state;
      log.warn({ ...fields, missing });
      return report(503, { ...body, migrations: "pending: run `npm run db:migrate`", missing });
    }
    case "unreadable":
      log.warn(fields);
      return report(503, {
        ...body,
        migrations: "unknown: the app's role may not read which have run",
      });
    case "unsuitable":
      log.warn({ ...fields, event: "health.database-unsuitable", problems: state.problems });
      return report(503, {
        ...body,
        database: "unsuitable: run `npm run doctor`",
        // Without the fixes, which name roles and schemas.
        problems: state.problems.map(({ text }) => text),
      });
  }
}

function report(status: number, body: Record<string, boolean | string | string[]>): Response {
  return Response.json(body, { status, headers: { "cache-control": "no-store" } });
}

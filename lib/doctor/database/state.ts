import { directSettings } from "@/lib/db/driver/session-settings";
import type { Inspection } from "@/lib/db/health/inspection";
import type { DatabaseAddress } from "@/lib/doctor/database/address";
import { checkMigrations, type MigrationFacts } from "@/lib/doctor/database/migrations";
import { checkSuitability } from "@/lib/doctor/database/suitability";
import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";
import type { Rules } from "@/lib/doctor/report";

export type DatabaseFacts = {
  inspection: Inspection;
  address: DatabaseAddress;
  poolMax: number;
  prepare: boolean;
  /** The pooler rejected the connection settings that the app sends with DATABASE_PREPARE=true. */
  refusedSetting: boolean;
  knownMigrations: MigrationFacts["known"];
  rules: Rules;
};

const leastVersion = 14;

/** The findings about a database that responds. */
export function checkDatabaseState(facts: DatabaseFacts): Finding[] {
  return [
    ok("reachable", `${facts.address.label} responds`),
    checkVersion(facts),
    checkTls(facts),
    checkPooler(facts),
    checkPoolSize(facts),
    checkReadOnly(facts),
    ...checkSuitability(facts.inspection.facts),
    checkMigrations({ known: facts.knownMigrations, journal: facts.inspection.journal }),
  ].filter((finding) => finding !== null);
}

function checkVersion({ inspection }: DatabaseFacts): Finding {
  const version = Math.floor(inspection.versionNumber / 10_000);
  const fix = `Use Postgres ${leastVersion} or later.`;
  return version >= leastVersion
    ? ok("version", `Postgres ${version}`)
    : fail("version", `Postgres ${version} is too old`, fix);
}

/** Behind a pooler, Postgres reports the pooler's connection to it, not ours to the pooler. */
function checkTls({ inspection, address }: DatabaseFacts): Finding | null {
  if (!address.isRemote) return null;
  const fix = "Add ?sslmode=require to DATABASE_URL, or verify-full to check its certificate too.";
  if (address.insistsOnTls || (inspection.tls && !inspection.shared)) {
    return ok("TLS", "the connection is encrypted");
  }
  return warn("TLS", "the connection to another machine may not be encrypted", fix);
}

function checkPooler({ inspection, address, prepare, refusedSetting }: DatabaseFacts): Finding {
  const check = "pooler";
  const fix = "Set DATABASE_PREPARE=false.";
  if (prepare && inspection.shared && !inspection.keepsPrepared) {
    return fail(check, "a pooler in transaction mode loses prepared statements", fix);
  }
  if (prepare && refusedSetting) {
    const text =
      "a pooler refuses the settings of the app's sessions; the app goes on as with DATABASE_PREPARE=false";
    const ignored = ["statement_timeout", ...Object.keys(directSettings)].join(", ");
    return warn(check, text, `${fix} Or have PgBouncer ignore_startup_parameters = ${ignored}.`);
  }
  if (prepare && inspection.shared) {
    const text = "a pooler in transaction mode is in front; it has kept prepared statements so far";
    return warn(check, text, fix);
  }
  if (prepare && address.looksPooled) {
    const text = "its host or port is typical of a pooler in transaction mode";
    return warn(check, text, `${fix} A pooler in session mode needs no change.`);
  }
  if (inspection.shared)
    return ok(check, "a pooler in transaction mode, and DATABASE_PREPARE=false");
  return ok(
    check,
    prepare
      ? "none in transaction mode"
      : "none in transaction mode found; DATABASE_PREPARE=false works too",
  );
}

/** Behind a pooler, the pooler limits the connections. */
function checkPoolSize({ inspection, poolMax, rules }: DatabaseFacts): Finding | null {
  const { connections, shared } = inspection;
  if (shared) return null;
  const check = "connections";
  const text = `one process uses up to ${poolMax} of ${connections}`;
  const fix = "Lower DATABASE_POOL_MAX, or use a pooler.";
  if (poolMax > connections) return fail(check, text, fix);
  if (rules === "production" && poolMax * 2 > connections) {
    return warn(
      check,
      `${text}, which leaves too few for a second process during a deployment`,
      fix,
    );
  }
  return ok(check, text);
}

function checkReadOnly({ inspection }: DatabaseFacts): Finding {
  const check = "writes";
  const fix =
    "Point DATABASE_URL to the primary, not to a replica; see default_transaction_read_only.";
  return inspection.readOnly
    ? fail(check, "the database is read-only: no one can sign in", fix)
    : ok(check, "writable");
}

import type { Inspection } from "@/lib/db/health/inspection";
import type { DatabaseAddress } from "@/lib/doctor/database/address";
import { checkMigrations, type MigrationFacts } from "@/lib/doctor/database/migrations";
import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";
import type { Rules } from "@/lib/doctor/report";

export type DatabaseFacts = {
  inspection: Inspection;
  address: DatabaseAddress;
  poolMax: number;
  prepare: boolean;
  /** It took no connection that asked for settings, as DATABASE_PREPARE has it. */
  refusedSetting: boolean;
  knownMigrations: MigrationFacts["known"];
  rules: Rules;
};

const leastVersion = 14;

/** What is to be said of a database that answers. */
export function checkDatabaseState(facts: DatabaseFacts): Finding[] {
  return [
    ok("reachable", `${facts.address.label} answers`),
    checkVersion(facts),
    checkTls(facts),
    checkPooler(facts),
    checkPoolSize(facts),
    checkReadOnly(facts),
    checkMigrations({ known: facts.knownMigrations, applied: facts.inspection.appliedMigrations }),
  ].filter((finding) => finding !== null);
}

function checkVersion({ inspection }: DatabaseFacts): Finding {
  const version = Math.floor(inspection.versionNumber / 10_000);
  const fix = `Use Postgres ${leastVersion} or later.`;
  return version >= leastVersion
    ? ok("version", `Postgres ${version}`)
    : fail("version", `Postgres ${version} is too old`, fix);
}

/** Of a pooler's line to Postgres nothing can be said of ours to the pooler. */
function checkTls({ inspection, address }: DatabaseFacts): Finding | null {
  if (!address.isRemote) return null;
  const fix =
    "Add ?sslmode=require to DATABASE_URL, or verify-full to have its certificate checked.";
  if (address.insistsOnTls || (inspection.tls && !inspection.shared)) {
    return ok("TLS", "the line to it is encrypted");
  }
  return warn("TLS", "the line to another machine is perhaps not encrypted", fix);
}

function checkPooler({ inspection, address, prepare, refusedSetting }: DatabaseFacts): Finding {
  const check = "pooler";
  const fix = "Set DATABASE_PREPARE=false.";
  if (prepare && refusedSetting) {
    return fail(check, "a pooler in front refuses the settings that the app asks for", fix);
  }
  if (prepare && inspection.shared) {
    return inspection.keepsPrepared
      ? warn(check, "a pooler in transaction mode keeps prepared statements so far", fix)
      : fail(check, "a pooler in transaction mode loses prepared statements", fix);
  }
  if (prepare && address.looksPooled) {
    const text = "its host or port is one that poolers in transaction mode have";
    return warn(check, text, `${fix} If it is in session mode, all is well.`);
  }
  if (inspection.shared)
    return ok(check, "a pooler in transaction mode, and DATABASE_PREPARE=false");
  return ok(
    check,
    prepare
      ? "none in transaction mode"
      : "none in transaction mode is seen; DATABASE_PREPARE=false works too",
  );
}

/** Behind a pooler it is the pooler that decides. */
function checkPoolSize({ inspection, poolMax, rules }: DatabaseFacts): Finding | null {
  const { connections, shared } = inspection;
  if (shared) return null;
  const check = "connections";
  const text = `one process takes up to ${poolMax} of ${connections}`;
  const fix = "Lower DATABASE_POOL_MAX, or put a pooler between.";
  if (poolMax > connections) return fail(check, text, fix);
  if (rules === "production" && poolMax * 2 > connections) {
    return warn(check, `${text}: a second one, as during a deployment, finds none`, fix);
  }
  return ok(check, text);
}

function checkReadOnly({ inspection }: DatabaseFacts): Finding {
  const check = "writes";
  const fix =
    "Point DATABASE_URL to the primary, not to a replica; see default_transaction_read_only.";
  return inspection.readOnly
    ? fail(check, "it is read-only: nobody can sign in", fix)
    : ok(check, "it takes them");
}

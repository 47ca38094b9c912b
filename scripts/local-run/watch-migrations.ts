import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { migrateDatabase } from "../migrations/migrate-database";
import { describeFailure } from "../processes/setup-error";

/** A migration is several files, written one after the other: two looks have to find the same. */
const pollMs = 500;

/**
 * Applies new migrations to the embedded database until the signal, and says in one line what it did. If one
 * fails, the app goes on, and the next change of the folder tries again. A database of the developer's own is
 * left alone, as at the start.
 *
 * It looks at the files, since a folder that a container mounts tells of no changes.
 */
export async function watchMigrations(options: Watch): Promise<void> {
  const { folder, signal, say } = options;
  const known = new Set(await migrationFiles(folder));
  let handled = await stateOf(folder);
  let last = handled;
  while (await pause(signal)) {
    const now = await stateOf(folder);
    const isSettled = now === last;
    last = now;
    if (!isSettled || now === handled) continue;
    handled = now;
    const unwritten = await findUnwritten(folder, known);
    const line = unwritten ? `drizzle/${unwritten} ${noSqlYet}` : await respond(options);
    if (line && !signal.aborted) say(line);
  }
}

/** @returns false if there is no reason to go on */
async function pause(signal: AbortSignal): Promise<boolean> {
  await sleep(pollMs, undefined, { signal, ref: false }).catch(() => {});
  return !signal.aborted;
}

async function respond({ folder, databaseUrl }: Watch): Promise<string | null> {
  if (databaseUrl === null) {
    return "The migrations changed. To apply them to the database of DATABASE_URL: npm run db:migrate";
  }
  try {
    const { applied } = await migrateDatabase(databaseUrl, folder);
    if (applied.length === 0) return null;
    return `Applied ${applied.map((tag) => `drizzle/${tag}.sql`).join(", ")}.`;
  } catch (error) {
    const [reason] = describeFailure(error).split("\n");
    return `New migration not applied: ${reason} Correct it and save, or start anew: npm run db:reset`;
  }
}

const noSqlYet = "has no SQL yet. It is applied once it has, or when you start npm run dev again.";

/** `db:generate -- --custom` makes a file for the developer to write. Once applied, it couldn't be edited. */
async function findUnwritten(folder: string, known: ReadonlySet<string>): Promise<string | null> {
  for (const name of await migrationFiles(folder)) {
    if (known.has(name)) continue;
    const sql = await readFile(join(folder, name), "utf8").catch(() => "");
    if (sql.replace(/--.*$/gm, "").trim() === "") return name;
  }
  return null;
}

async function migrationFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.endsWith(".sql"));
}

/** Changes with each file that counts. */
async function stateOf(folder: string): Promise<string> {
  const files = [...(await migrationFiles(folder)), "meta/_journal.json"];
  const states = await Promise.all(
    files.map(async (name) => {
      const found = await stat(join(folder, name)).catch(() => null);
      return `${name} ${found?.mtimeMs} ${found?.size}`;
    }),
  );
  return states.join("\n");
}

type Watch = {
  /** Drizzle's folder. */
  folder: string;
  /** The embedded database; null if the developer uses one of their own. */
  databaseUrl: string | null;
  signal: AbortSignal;
  say: (line: string) => void;
};

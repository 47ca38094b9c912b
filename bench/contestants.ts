import { join } from "node:path";
import { migrateDatabase } from "../scripts/migrations/migrate-database";
import { localDirectory, projectDirectory } from "../scripts/processes/project-paths";
import { runCommand } from "../scripts/processes/run-command";
import { type BaselineName, baselineDirectory, createBaselineTables } from "./baselines";
import type { BenchApp } from "./bench-app";
import { createDatabaseBeside } from "./bench-database";
import type { Flows } from "./flows";
import { FormFlows } from "./form-flows";
import { JsonFlows } from "./json-flows";

/** An app that signs users in. */
export type Contestant = BenchApp & { flowsAt: (url: string) => Flows };

/** The names of the columns. The first two are pages of one app; the last two are Foyer's own home page, and a page of a product. */
export const columns = {
  bare: "bare",
  lookup: "bare, one lookup by key",
  authjs: "Auth.js as documented",
  betterAuth: "better-auth as documented",
  betterAuthCache: "better-auth, cookie cache",
  foyer: "Foyer",
  ownPage: "Foyer, the documented page",
};

/** What a reader of the table has to know about the contestants. */
export const notes = [
  "better-auth signs users in with its own `google` and `github` providers. Their addresses are fixed, so the benchmark sends these requests to its own provider. The callback reads the ID Token without verifying it: it requests no keys.",
  "The cookie cache answers a page from a signed cookie, here always a valid one. A session that was revoked still opens pages until its cookie expires (five minutes by default).",
];

const ownPageCopy = "bench-own-page";
const ownPageDirectory = join(localDirectory, ownPageCopy);

/** Builds a copy of Foyer with one page more, which shows what the signed-in page of the others does. */
export async function buildOwnPage(): Promise<void> {
  const command = ["--import", "tsx", "scripts/build-copy.ts", ownPageCopy, "bench/own-page"];
  await runCommand(process.execPath, command, { maxBuffer: 2 ** 26 });
}

/** With Foyer's database, each app would ask its users about their sign-ins at the other. */
async function createOwnPageDatabase(databaseUrl: string): Promise<string> {
  const url = await createDatabaseBeside(databaseUrl, "own_page");
  await migrateDatabase(url);
  return url;
}

/** Gives each app that Foyer is compared with, and Foyer, a database on the one Postgres. */
export async function createContestants(
  databaseUrl: string,
): Promise<{ bare: BenchApp; contestants: Contestant[]; ownPage: Contestant }> {
  const baseline = async (name: string, folder: BaselineName, database: string) => {
    const url = await createDatabaseBeside(databaseUrl, database);
    await createBaselineTables(folder, url);
    return { name, directory: baselineDirectory(folder), databaseUrl: url };
  };
  const forms = (url: string) => new FormFlows(url);
  const json = (url: string) => new JsonFlows(url);
  return {
    bare: await baseline(columns.bare, "bare", "bare"),
    contestants: [
      { ...(await baseline(columns.authjs, "documented", "documented")), flowsAt: forms },
      { ...(await baseline(columns.betterAuth, "better-auth", "better_auth")), flowsAt: json },
      {
        ...(await baseline(columns.betterAuthCache, "better-auth", "better_auth_cache")),
        settings: { BENCH_COOKIE_CACHE: "on" },
        flowsAt: json,
      },
      { name: columns.foyer, directory: projectDirectory, databaseUrl, flowsAt: forms },
    ],
    ownPage: {
      name: columns.ownPage,
      directory: ownPageDirectory,
      databaseUrl: await createOwnPageDatabase(databaseUrl),
      flowsAt: forms,
    },
  };
}

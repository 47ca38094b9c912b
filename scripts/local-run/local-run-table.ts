import { relative } from "node:path";
import { describeDatabase } from "../../lib/env/connection-target";
import { isReadableDatabaseUrl, toConnectionUrl } from "../../lib/env/database-url";
import { projectDirectory } from "../processes/project-paths";
import type { Database, ProviderRow } from "./local-parts";
import { terminalTable } from "./terminal-table";

/** The table that `dev` and `preview` print: where each part runs, and how to replace it. */
export function describeLocalRun(localRun: LocalRun): string {
  const { command, appUrl, database, providers } = localRun;
  const rows: [string, string][] = [["App", appUrl]];
  for (const provider of providers) rows.push([provider.name, describeProvider(provider)]);
  rows.push(["Database", describeDatabasePart(database)]);
  if (command === "dev") {
    rows.push(["Setup", `${appUrl}/setup\nchecks these settings, with steps for real providers`]);
  }
  rows.push([
    "Settings",
    "Put real values into .env.local (.env.local.example explains each), then restart.",
  ]);
  return `\n${terminalTable(rows)}\n\n  Press Ctrl-C to stop everything.\n`;
}

function describeProvider({ variable, isLocal }: ProviderRow): string {
  return isLocal
    ? `a local stand-in; no account needed\nset ${variable}_ID and ${variable}_SECRET to use the real one`
    : `the real one (${variable}_ID is set)`;
}

function describeDatabasePart({ url, dataDirectory }: Database): string {
  if (!dataDirectory) {
    const place = isReadableDatabaseUrl(url) ? describeDatabase(toConnectionUrl(url)) : "your own";
    return `${place} (DATABASE_URL is set)\nrun "npm run db:migrate" to migrate it`;
  }
  const { host } = new URL(url);
  const relativePath = relative(projectDirectory, dataDirectory);
  const folder = relativePath.startsWith("..") ? dataDirectory : relativePath;
  return `an embedded Postgres at ${host}, with its data in ${folder}\nset DATABASE_URL to use another`;
}

type LocalRun = {
  command: "dev" | "start";
  appUrl: string;
  database: Database;
  providers: ProviderRow[];
};

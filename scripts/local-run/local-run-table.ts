import { relative } from "node:path";
import { projectDirectory } from "../processes/project-paths";
import type { Database, ProviderRow } from "./local-parts";
import { terminalTable } from "./terminal-table";

/** The table that `dev` and `preview` print: where each part runs, and how to replace it. */
export function describeLocalRun(localRun: LocalRun): string {
  const { command, appUrl, database, providers } = localRun;
  const rows: [string, string][] = [["App", appUrl]];
  for (const provider of providers) rows.push([provider.name, describeProvider(provider)]);
  rows.push(["Database", describeDatabase(database)]);
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

function describeDatabase({ url, dataDirectory }: Database): string {
  const { host, pathname } = new URL(url);
  if (!dataDirectory) {
    return `${pathname.slice(1)} at ${host} (DATABASE_URL is set)\nrun "npm run db:migrate" to migrate it`;
  }
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

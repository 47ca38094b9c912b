import { relative } from "node:path";
import { projectDirectory } from "../processes/project-paths";
import type { Database, ProviderRow } from "./local-parts";
import { terminalTable } from "./terminal-table";

/** What runs where, and how to replace each part: the one table of `dev` and `preview`. */
export function describeLocalRun(localRun: LocalRun): string {
  const { command, appUrl, database, providers } = localRun;
  const rows: [string, string][] = [["App", appUrl]];
  for (const provider of providers) rows.push([provider.name, describeProvider(provider)]);
  rows.push(["Database", describeDatabase(database)]);
  if (command === "dev") {
    rows.push(["Setup", `${appUrl}/setup\nchecks all this, and leads to the real providers`]);
  }
  rows.push([
    "Settings",
    "Real values go into .env.local (.env.local.example explains each); then start again.",
  ]);
  return `\n${terminalTable(rows)}\n\n  Ctrl-C stops all of it.\n`;
}

function describeProvider({ variable, isLocal }: ProviderRow): string {
  return isLocal
    ? `a local stand-in, no account needed\nreplaced by ${variable}_ID and ${variable}_SECRET`
    : `the real one (${variable}_ID is set)`;
}

function describeDatabase({ url, dataDirectory }: Database): string {
  const { host, pathname } = new URL(url);
  if (!dataDirectory) {
    return `${pathname.slice(1)} at ${host} (DATABASE_URL is set)\n"npm run db:migrate" prepares it`;
  }
  const inside = relative(projectDirectory, dataDirectory);
  const folder = inside.startsWith("..") ? dataDirectory : inside;
  return `an embedded Postgres at ${host}, its data in ${folder}\nreplaced by DATABASE_URL`;
}

type LocalRun = {
  command: "dev" | "start";
  appUrl: string;
  database: Database;
  providers: ProviderRow[];
};

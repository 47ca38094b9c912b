import { readFile } from "node:fs/promises";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { projectDirectory } from "../scripts/processes/project-paths";
import { clients, type Rounds } from "./costs";

const packages = { "Next.js": "next", "Auth.js": "next-auth", "better-auth": "better-auth" };

/** Says when, on what machine and with which versions a run was made. */
export async function describeRun(databaseUrl: string, rounds: Rounds): Promise<string> {
  const today = new Date().toISOString().slice(0, 10);
  const versions = [`Node.js ${process.versions.node}`];
  for (const [name, packageName] of Object.entries(packages)) {
    versions.push(`${name} ${await versionOf(packageName)}`);
  }
  versions.push(`Postgres ${await postgresVersion(databaseUrl)}`);
  const processors = cpus();
  const machine = `${processors.length} × ${processors[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB`;
  return [
    `Run on ${today}: ${versions.join(", ")}.`,
    `Machine: ${machine}, shared by the apps, Postgres, the provider and ${clients} visitors at once.`,
    `Rounds: ${rounds.warmUps} to warm up, ${rounds.counted} that count. Medians; ratios within a round, with their spread.`,
  ].join("\n");
}

async function versionOf(packageName: string): Promise<string> {
  const file = join(projectDirectory, "node_modules", packageName, "package.json");
  return (JSON.parse(await readFile(file, "utf8")) as { version: string }).version;
}

async function postgresVersion(databaseUrl: string): Promise<string> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  const [row] = await sql<{ server_version: string }[]>`show server_version`;
  await sql.end();
  return row?.server_version ?? "";
}

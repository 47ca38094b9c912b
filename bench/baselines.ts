import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import postgres from "postgres";
import { startChild } from "../scripts/processes/child";
import {
  nextEnvironmentFrom,
  untouchedEnvironment,
} from "../scripts/processes/project-environment";
import {
  localDirectory,
  nextCommandOf,
  projectDirectory,
} from "../scripts/processes/project-paths";
import { SetupError } from "../scripts/processes/setup-error";
import type { Stack } from "../scripts/processes/stack";

const baselinesDirectory = join(localDirectory, "bench-baselines");

/** The apps that Foyer is compared with: each a folder beside this file, with its own tables. */
export type BaselineName = "bare" | "documented" | "better-auth";

/**
 * Copies the baselines out of the project and builds them there.
 *
 * Next.js searches every folder up to its root for `proxy.ts` and `instrumentation.ts`, and would
 * find ours. It also follows no symbolic link out of its root. So the baselines get a root of their
 * own, with hard links to the project's packages.
 */
export async function buildBaselines(stack: Stack, names: BaselineName[]): Promise<void> {
  await rm(baselinesDirectory, { recursive: true, force: true });
  await mkdir(baselinesDirectory, { recursive: true });
  const packages = join(projectDirectory, "node_modules");
  await promisify(execFile)("cp", [
    "-al",
    packages,
    join(baselinesDirectory, "node_modules"),
  ]).catch(({ stderr }) => {
    throw new SetupError(
      `The packages could not be hard-linked into .local, which must be on the same file system: ${stderr}`,
    );
  });
  for (const name of names) {
    await cp(join(projectDirectory, "bench", name), baselineDirectory(name), { recursive: true });
    await build(stack, name);
  }
}

async function build(stack: Stack, name: BaselineName): Promise<void> {
  const output: string[] = [];
  const child = startChild({
    command: process.execPath,
    args: [nextCommandOf(baselineDirectory(name)), "build"],
    spawn: {
      cwd: baselineDirectory(name),
      env: nextEnvironmentFrom({ ...untouchedEnvironment(), DATABASE_URL: "postgres://nowhere" }),
      stdio: ["ignore", "pipe", "pipe"],
    },
    onLine: (line) => output.push(line),
  });
  await stack.add({ name: `The build of ${name}`, stop: child.stop });
  const { code, reason } = await child.exited;
  stack.signal.throwIfAborted();
  if (code !== 0) {
    throw new SetupError(`The build of ${name} failed (${reason}):\n${output.join("\n")}`);
  }
}

export function baselineDirectory(name: BaselineName): string {
  return join(baselinesDirectory, name);
}

/** Creates the baseline's tables in an empty database. */
export async function createBaselineTables(name: BaselineName, databaseUrl: string): Promise<void> {
  const tables = postgres(databaseUrl, { max: 1, onnotice: () => {} });
  await tables.unsafe(await readFile(join(projectDirectory, "bench", name, "tables.sql"), "utf8"));
  await tables.end();
}

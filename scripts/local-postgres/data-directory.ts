import { createHash } from "node:crypto";
import { cp, lstat, mkdir, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { runCommand } from "../processes/run-command";
import { SetupError } from "../processes/setup-error";
import { postgresAccount, type SystemAccount } from "./postgres-account";
import type { PostgresBinaries } from "./postgres-binaries";

/**
 * Chooses where the data is kept and which account runs Postgres.
 *
 * Postgres refuses to run as root, so root runs it as another account. That account cannot enter a
 * clone below a closed folder such as /root; data and a copy of the programs are then kept below
 * /var/tmp (docs/decisions/024-copy-of-postgres-programs.md).
 */
export async function chooseDataDirectory(
  directory: string,
  binaries: PostgresBinaries,
): Promise<DataDirectory> {
  await mkdir(dirname(directory), { recursive: true });
  if (process.getuid?.() !== 0) return { dataDirectory: directory, binaries, account: {} };

  const account = await postgresAccount(directory);
  const reachable =
    (await canEnter(dirname(directory), account)) &&
    (await canEnter(dirname(binaries.postgres), account));
  if (reachable) return { dataDirectory: directory, binaries, account };

  const fallbackDirectory = await openFallbackDirectory(directory);
  const dataDirectory = join(fallbackDirectory, basename(directory));
  return {
    dataDirectory,
    fallbackDirectory,
    binaries: await copyBinaries(binaries, fallbackDirectory),
    account: await postgresAccount(dataDirectory),
  };
}

async function canEnter(directory: string, { uid, gid }: SystemAccount): Promise<boolean> {
  const { mode, uid: owner, gid: group } = await stat(directory);
  const bit = owner === uid ? 0o100 : group === gid ? 0o010 : 0o001;
  if (!(mode & bit)) return false;
  const parent = dirname(directory);
  return parent === directory || canEnter(parent, { uid, gid });
}

async function openFallbackDirectory(directory: string): Promise<string> {
  const hash = createHash("sha256").update(directory).digest("hex").slice(0, 12);
  const fallbackDirectory = `/var/tmp/foyer-${hash}`;
  await mkdir(fallbackDirectory, { recursive: true, mode: 0o755 });
  await runCommand("chmod", ["755", fallbackDirectory]);
  // Any account may create this name in /var/tmp, and root must not run another account's programs.
  const found = await lstat(fallbackDirectory);
  if (!found.isDirectory() || found.uid !== 0) {
    throw new SetupError(
      `${fallbackDirectory} belongs to another account. Remove it and start again.`,
    );
  }
  return fallbackDirectory;
}

async function copyBinaries(
  { nativeDirectory }: PostgresBinaries,
  fallbackDirectory: string,
): Promise<PostgresBinaries> {
  const manifest = await readFile(join(nativeDirectory, "..", "package.json"), "utf8");
  const { version } = JSON.parse(manifest) as { version: string };
  const copy = join(fallbackDirectory, `programs-${version}`);
  if (!(await exists(copy))) {
    // Renamed when complete, so that an interrupted copy is never used.
    const unfinished = `${copy}.new`;
    await rm(unfinished, { recursive: true, force: true });
    await cp(nativeDirectory, unfinished, { recursive: true, verbatimSymlinks: true });
    await runCommand("chmod", ["-R", "a+rX", unfinished]);
    await rename(unfinished, copy);
  }
  return {
    nativeDirectory: copy,
    initdb: join(copy, "bin", "initdb"),
    postgres: join(copy, "bin", "postgres"),
  };
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

/** The environment for Postgres: without the app's credentials and without PG* of the user's shell. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot, TMPDIR, NODE_ENV } = process.env;
  return { PATH, SystemRoot, TMPDIR, NODE_ENV, LC_ALL: "C" };
}

export type DataDirectory = {
  dataDirectory: string;
  /** Contains data and programs if they had to be kept elsewhere. */
  fallbackDirectory?: string;
  binaries: PostgresBinaries;
  account: Partial<SystemAccount>;
};

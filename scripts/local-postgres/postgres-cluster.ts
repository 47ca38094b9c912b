import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runCommand } from "../processes/run-command";
import { SetupError } from "../processes/setup-error";
import { type DataDirectory, postgresEnvironment } from "./data-directory";

export const clusterUser = "foyer";

/** Creates the data directory if it does not exist. */
export async function createCluster(
  place: DataDirectory,
  password: string,
  signal?: AbortSignal,
): Promise<void> {
  if (existsSync(join(place.dataDirectory, "PG_VERSION"))) return assertSameMajor(place);

  // Renamed when complete, so that an interrupted first start leaves no partial directory.
  const unfinished = `${place.dataDirectory}.new`;
  const passwordFile = `${place.dataDirectory}.initial-${randomBytes(6).toString("hex")}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600, flag: "wx" });
  try {
    await changeOwner(unfinished, place);
    await changeOwner(passwordFile, place);
    await initialise({ place, target: unfinished, passwordFile, signal });
    await rename(unfinished, place.dataDirectory);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function initialise({ place, target, passwordFile, signal }: Initialisation): Promise<void> {
  const args = [
    `--pgdata=${target}`,
    `--username=${clusterUser}`,
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // The same sort order and case rules on every machine, independent of its locales.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    // The first clean stop flushes all data; until then it contains nothing of value.
    "--no-sync",
  ];
  try {
    await runCommand(place.binaries.initdb, args, {
      ...place.account,
      cwd: dirname(target),
      env: postgresEnvironment(),
      signal,
    });
  } catch (error) {
    signal?.throwIfAborted();
    const { stderr } = error as { stderr?: string };
    throw new SetupError(
      `The embedded Postgres could not create ${place.dataDirectory}:\n${stderr?.trim() || error}`,
    );
  }
}

async function assertSameMajor({ dataDirectory, binaries }: DataDirectory): Promise<void> {
  const made = (await readFile(join(dataDirectory, "PG_VERSION"), "utf8")).trim();
  const program = await runCommand(binaries.postgres, ["--version"], { cwd: "/" });
  if (program.includes(` ${made}.`)) return;
  throw new SetupError(
    `${dataDirectory} was created by Postgres ${made}; the installed version is "${program}".\n` +
      "Remove the folder to start with an empty database, or set DATABASE_URL.",
  );
}

async function changeOwner(path: string, { account }: DataDirectory): Promise<void> {
  const { uid, gid } = account;
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

type Initialisation = {
  place: DataDirectory;
  target: string;
  passwordFile: string;
  signal: AbortSignal | undefined;
};

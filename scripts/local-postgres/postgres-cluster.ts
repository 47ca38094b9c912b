import { randomBytes } from "node:crypto";
import { existsSync } from "node:fs";
import { chown, mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runCommand } from "../processes/run-command";
import { SetupError } from "../processes/setup-error";
import { type DataDirectory, postgresEnvironment } from "./data-directory";

export const clusterUser = "foyer";

/** Creates the data directory unless it is there already. */
export async function createCluster(
  place: DataDirectory,
  password: string,
  signal?: AbortSignal,
): Promise<void> {
  if (existsSync(join(place.dataDirectory, "PG_VERSION"))) return assertSameMajor(place);

  // Renamed when whole, so that an interrupted first start leaves nothing half made.
  const unfinished = `${place.dataDirectory}.new`;
  const passwordFile = `${place.dataDirectory}.initial-${randomBytes(6).toString("hex")}`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600, flag: "wx" });
  try {
    await give(unfinished, place);
    await give(passwordFile, place);
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
    // The same order and letter case on every machine, whatever locales it has.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    // The data is flushed as a whole by the first clean stop; nothing of value is in it before.
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
    `${dataDirectory} was made by Postgres ${made}; the installed one is "${program}".\n` +
      "Remove the folder for an empty database, or set DATABASE_URL.",
  );
}

async function give(path: string, { account }: DataDirectory): Promise<void> {
  const { uid, gid } = account;
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid);
}

type Initialisation = {
  place: DataDirectory;
  target: string;
  passwordFile: string;
  signal: AbortSignal | undefined;
};

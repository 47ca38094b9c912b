import { closeSync, openSync } from "node:fs";
import { readFile, rm } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type Child, startChild } from "../processes/child";
import { type FixedPort, findFreePort, requireFreePort } from "../processes/free-port";
import { takeProcessLock } from "../processes/process-lock";
import { SetupError } from "../processes/setup-error";
import { commandLockOf } from "./command-lock";
import { chooseDataDirectory, type DataDirectory, postgresEnvironment } from "./data-directory";
import { localSecret } from "./local-secret";
import { assertBinariesRun, findPostgresBinaries } from "./postgres-binaries";
import { createCluster } from "./postgres-cluster";
import { clearPreviousRun, readPidFile } from "./postgres-previous-run";
import { clusterUrl, takeRunLock } from "./run-lock";

const defaultPort = 54_320;
const databaseName = "foyer";
const readyMs = 60_000;
const pollMs = 20;
const logTailLines = 12;

/**
 * Starts a real Postgres that keeps its data in the given folder from run to run. It listens on
 * 127.0.0.1 only.
 *
 * The password is in `<directory>.password`, and the server's log of this run in `<directory>.log`.
 */
export async function startLocalPostgres(options: LocalPostgresOptions): Promise<LocalPostgres> {
  const { directory, signal } = options;
  const place = await prepareDataDirectory(directory);
  const password = await localSecret(`${directory}.password`);
  // Until it can be reached, another run would take this server for what a crash left behind, and stop it.
  const endStart = await takeProcessLock(`${directory}.starting`, { signal });
  try {
    return await startIn(place, password, options);
  } finally {
    await endStart();
  }
}

async function startIn(
  place: DataDirectory,
  password: string,
  options: LocalPostgresOptions,
): Promise<LocalPostgres> {
  const { directory, signal } = options;
  await clearPreviousRun(place.dataDirectory, password);
  await createCluster(place, password, signal);

  const port = options.fixedPort
    ? await requireFreePort(options.fixedPort)
    : await findFreePort(options.port ?? defaultPort);
  signal?.throwIfAborted();
  const server = startServer({ place, port, settings: options.settings ?? {}, directory });
  try {
    await waitUntilReady(server, place, signal);
    const hold = await takeRunLock(port, password);
    await hold.createDatabase(databaseName);
    return {
      url: clusterUrl({ port, password, database: databaseName }),
      dataDirectory: place.dataDirectory,
      exited: server.exited,
      stop: async () => {
        await hold.release();
        await server.stop();
      },
    };
  } catch (error) {
    await server.stop();
    if (signal?.aborted || error instanceof SetupError) throw error;
    throw new SetupError(await failureWithLog(directory, error));
  }
}

/** Removes an embedded Postgres with its files, and stops a server that a crashed run left behind. */
export async function eraseLocalPostgres(directory: string): Promise<void> {
  const { dataDirectory, fallbackDirectory } = await prepareDataDirectory(directory);
  const [password, log] = [`${directory}.password`, `${directory}.log`];
  await clearPreviousRun(dataDirectory, await localSecret(password));
  // A start or a command that was killed leaves its lock.
  const locks = [`${directory}.starting`, commandLockOf(directory)];
  for (const path of [fallbackDirectory ?? dataDirectory, password, log, ...locks]) {
    await rm(path, { recursive: true, force: true });
  }
}

async function prepareDataDirectory(directory: string): Promise<DataDirectory> {
  const place = await chooseDataDirectory(directory, await findPostgresBinaries());
  await assertBinariesRun(place.binaries, place.account);
  return place;
}

function startServer({ place, port, settings, directory }: ServerOptions): Child {
  const allSettings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    timezone: "UTC",
    ...settings,
  };
  const log = openSync(`${directory}.log`, "w", 0o600);
  try {
    return startChild({
      command: place.binaries.postgres,
      args: [
        ...["-D", place.dataDirectory, "-p", String(port)],
        ...Object.entries(allSettings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
      ],
      spawn: {
        ...place.account,
        cwd: place.dataDirectory,
        env: postgresEnvironment(),
        stdio: ["ignore", log, log],
      },
      // Disconnects clients and stops; SIGTERM would wait until they disconnect.
      stopSignal: "SIGINT",
      graceMs: 15_000,
    });
  } finally {
    closeSync(log);
  }
}

async function waitUntilReady(
  server: Child,
  place: DataDirectory,
  signal: AbortSignal | undefined,
): Promise<void> {
  let ended: string | null = null;
  void server.exited.then(({ reason }) => {
    ended = reason;
  });
  const deadline = Date.now() + readyMs;
  while (Date.now() < deadline) {
    signal?.throwIfAborted();
    if (ended) throw new Error(ended);
    const running = await readPidFile(place.dataDirectory);
    if (running?.isReady && running.pid === server.pid) return;
    await sleep(pollMs);
  }
  throw new Error(`not ready within ${readyMs / 1000} seconds`);
}

async function failureWithLog(directory: string, error: unknown): Promise<string> {
  const log = await readFile(`${directory}.log`, "utf8").catch(() => "");
  const tail = log.trimEnd().split("\n").slice(-logTailLines);
  const reason = error instanceof Error ? error.message : String(error);
  return [
    `The embedded Postgres did not start: ${reason}.`,
    ...tail.map((line) => `  ${line}`),
    `The full log is in ${directory}.log. To use another Postgres, set DATABASE_URL.`,
  ].join("\n");
}

type LocalPostgresOptions = {
  /** The data directory, created on first use. */
  directory: string;
  /** The preferred port; if it is taken, the next free one is used. */
  port?: number;
  /** The port that someone has named; if it is taken, nothing starts. */
  fixedPort?: FixedPort | undefined;
  /** More server settings, such as `fsync: "off"` for throw-away data. */
  settings?: Record<string, string>;
  signal?: AbortSignal;
};

type ServerOptions = {
  place: DataDirectory;
  port: number;
  settings: Record<string, string>;
  directory: string;
};

export type LocalPostgres = {
  url: string;
  /** Where the data is: not in `directory` if root runs this in a closed folder. */
  dataDirectory: string;
  exited: Child["exited"];
  stop(): Promise<void>;
};

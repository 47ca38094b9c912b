import { chooseDataDirectory } from "./data-directory";
import { localSecret } from "./local-secret";
import { findPostgresBinaries } from "./postgres-binaries";
import { readPidFile } from "./postgres-previous-run";
import { clusterUrl, isRunLocked } from "./run-lock";

/**
 * The address of a database in the embedded Postgres, if a run that is alive uses it.
 * @param directory - as for `startLocalPostgres`
 */
export async function findRunningPostgres(
  directory: string,
  database: string,
): Promise<string | null> {
  const { dataDirectory } = await chooseDataDirectory(directory, await findPostgresBinaries());
  const running = await readPidFile(dataDirectory);
  if (!running?.isReady || !running.port) return null;
  const password = await localSecret(`${directory}.password`);
  const { port } = running;
  return (await isRunLocked(port, password)) ? clusterUrl({ port, password, database }) : null;
}

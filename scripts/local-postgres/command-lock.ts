import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { takeProcessLock } from "../processes/process-lock";

/**
 * Waits until no command uses the embedded Postgres that it has started itself and will stop again. A
 * command holds this lock all that time; what keeps Postgres running, such as `npm run dev`, only while it
 * starts it.
 *
 * @param directory - as for `startLocalPostgres`
 * @returns releases it
 * @throws SetupError that names the command if it takes a minute
 */
export async function takeCommandLock(
  directory: string,
  signal?: AbortSignal,
): Promise<() => Promise<void>> {
  await mkdir(dirname(directory), { recursive: true });
  return takeProcessLock(commandLockOf(directory), {
    signal,
    onWait: (holder) =>
      console.error(`Waiting for another command to finish with the database: ${holder}.`),
  });
}

export function commandLockOf(directory: string): string {
  return `${directory}.command`;
}

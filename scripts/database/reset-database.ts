import { describeDatabase } from "../../lib/env/connection-target";
import { migrateDatabase, toReadableAddress } from "../migrations/migrate-database";
import { eraseDatabase } from "./erase-database";
import { openExpendableDatabase } from "./require-expendable";

/**
 * Erases the developer's database and applies every migration. An app that runs on it goes on.
 * @returns what was done
 * @throws SetupError if the database may be more than a developer's
 */
export async function resetDatabase(args: readonly string[]): Promise<string> {
  const { url, stop } = await openExpendableDatabase({
    command: "db:reset",
    args,
    does: "erases the whole database",
  });
  try {
    await eraseDatabase(url);
    const { applied } = await migrateDatabase(url);
    const place = describeDatabase(toReadableAddress(url));
    return `Erased ${place}, and applied ${applied.length} migrations.`;
  } finally {
    await stop();
  }
}

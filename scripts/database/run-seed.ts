import { codeOf } from "../../lib/error-cause";
import { setAppEnvironment } from "../processes/app-environment";
import { SetupError } from "../processes/setup-error";
import { embeddedEnvironment } from "./embedded-environment";
import { openExpendableDatabase } from "./require-expendable";

/** undefined_table, undefined_column */
const notMigratedCodes = ["42P01", "42703"];

/**
 * Runs `scripts/seed.ts` on the developer's database, with the settings of the app.
 * @throws SetupError if the database may be more than a developer's
 */
export async function runSeed(args: readonly string[]): Promise<void> {
  const { environment, url, isEmbedded, stop } = await openExpendableDatabase({
    command: "db:seed",
    args,
    does: "adds example users to the database",
  });
  try {
    const settings = isEmbedded ? await embeddedEnvironment(environment, url) : environment;
    setAppEnvironment(settings, "development");
    await seedOnce();
  } finally {
    await stop();
  }
}

async function seedOnce(): Promise<void> {
  // Loaded once `process.env` is set, which the app's modules read as they load.
  const { closeDatabase } = await import("../../lib/db/driver/client");
  const { default: seed } = await import("../seed");
  try {
    await seed();
  } catch (error) {
    if (!notMigratedCodes.includes(codeOf(error) ?? "")) throw error;
    throw new SetupError(
      "The database lacks a table or column that the seed needs. Run npm run db:migrate first.",
    );
  } finally {
    await closeDatabase(1);
  }
}

import { migrateDatabase } from "./migrations/migrate-database";
import { readProjectEnvironment } from "./processes/project-environment";
import { describeFailure, SetupError } from "./processes/setup-error";

try {
  const { DATABASE_URL } = readProjectEnvironment("production");
  if (!DATABASE_URL) {
    throw new SetupError(
      "DATABASE_URL is not set, so there is no database to migrate.\n" +
        "Set it in the environment or in .env.local:\n" +
        "  DATABASE_URL=postgres://user:password@host:5432/name\n" +
        '("npm run dev" doesn\'t need it: it starts and migrates an embedded Postgres.)',
    );
  }
  const { applied, unknown } = await migrateDatabase(DATABASE_URL);
  for (const tag of applied) console.log(`Applied ${tag}.`);
  console.log("The database is up to date.");
  if (unknown.length > 0) {
    console.log(
      `It also has migrations that this code doesn't have: ${unknown.length}. That is expected while a newer\n` +
        "release or another branch uses the database; otherwise, merge the code they came from.",
    );
  }
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}

import { migrateDatabase } from "./local-postgres/migrate-database";
import { readProjectEnvironment } from "./processes/project-environment";
import { describeFailure, SetupError } from "./processes/setup-error";

try {
  const { DATABASE_URL } = readProjectEnvironment("production");
  if (!DATABASE_URL) {
    throw new SetupError(
      "DATABASE_URL is not set, so there is no database to migrate.\n" +
        "Set it in the environment or in .env.local:\n" +
        "  DATABASE_URL=postgres://user:password@host:5432/name\n" +
        '("npm run dev" needs none: it starts a Postgres of its own and migrates it.)',
    );
  }
  await migrateDatabase(DATABASE_URL);
  console.log("The database is up to date.");
} catch (error) {
  console.error(describeFailure(error));
  process.exitCode = 1;
}

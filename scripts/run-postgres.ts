import { eraseLocalPostgres, startLocalPostgres } from "./local-postgres/local-postgres";
import { throwAwaySettings } from "./local-postgres/throw-away-settings";
import { migrateDatabase } from "./migrations/migrate-database";

/** Starts a migrated Postgres for tests that stop and restart it. Arguments: directory, port. */
const [directory = "", port] = process.argv.slice(2);
const settings = { ...throwAwaySettings, max_connections: "20" };
const database = await startLocalPostgres({ directory, port: Number(port), settings });
await migrateDatabase(database.url);

let input = "";
process.stdin.on("data", (chunk) => {
  input += chunk;
});
// The test closes stdin to stop Postgres, and writes "erase" first to delete the data as well.
process.stdin.once("end", async () => {
  await database.stop();
  if (input === "erase") await eraseLocalPostgres(directory);
  process.exit(0);
});
console.log(database.url);

import { eraseLocalPostgres, startLocalPostgres } from "./local-postgres/local-postgres";
import { migrateDatabase } from "./local-postgres/migrate-database";
import { throwAwaySettings } from "./local-postgres/throw-away-settings";

/** A migrated Postgres for a test that stops and starts it: `run-postgres <directory> <port>`. */
const [directory = "", port] = process.argv.slice(2);
const settings = { ...throwAwaySettings, max_connections: "20" };
const database = await startLocalPostgres({ directory, port: Number(port), settings });
await migrateDatabase(database.url);

let lastWord = "";
process.stdin.on("data", (word) => {
  lastWord += word;
});
// It ends with the test, whose last word may be that its data are not needed any more.
process.stdin.once("end", async () => {
  await database.stop();
  if (lastWord === "erase") await eraseLocalPostgres(directory);
  process.exit(0);
});
console.log(database.url);

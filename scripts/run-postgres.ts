import { startLocalPostgres } from "./local-postgres/local-postgres";
import { migrateDatabase } from "./local-postgres/migrate-database";
import { throwAwaySettings } from "./local-postgres/throw-away-settings";

/** A migrated Postgres for a test that stops and starts it: `run-postgres <directory> <port>`. */
const [directory = "", port] = process.argv.slice(2);
const settings = { ...throwAwaySettings, max_connections: "20" };
const database = await startLocalPostgres({ directory, port: Number(port), settings });
await migrateDatabase(database.url);
// It ends with the test.
process.stdin.once("end", () => void database.stop().then(() => process.exit(0))).resume();
console.log(database.url);

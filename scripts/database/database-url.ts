import { findEmbeddedDatabase } from "../local-run/embedded-database";
import { embeddedDatabaseDirectory } from "../processes/project-paths";
import { SetupError } from "../processes/setup-error";
import { namedDatabase, readDeveloperEnvironment } from "./developer-database";

const help = `npm run -s db:url

Prints the address of the database that npm run dev uses, with its password, for other programs:
psql "$(npm run -s db:url)". That is DATABASE_URL, or without it the embedded Postgres while npm run dev or
npm run db:studio keeps it running. It starts nothing.`;

/**
 * The address of the developer's database, for psql and other programs.
 * @throws SetupError if the embedded one isn't running
 */
export async function developerDatabaseUrl(args: readonly string[]): Promise<string> {
  if (args.includes("--help")) return help;
  if (args.length > 0) throw new SetupError(`db:url takes no arguments.\n\n${help}`);
  const named = namedDatabase(readDeveloperEnvironment());
  const url = named ?? (await findEmbeddedDatabase(embeddedDatabaseDirectory));
  if (url) return url;
  throw new SetupError(
    "The embedded Postgres isn't running. Start npm run dev in another terminal, and run this again.",
  );
}

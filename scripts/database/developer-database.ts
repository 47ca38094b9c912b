import { openEmbeddedDatabase } from "../local-run/embedded-database";
import { type Environment, readProjectEnvironment } from "../processes/project-environment";
import { embeddedDatabaseDirectory } from "../processes/project-paths";

/** The settings that `npm run dev` would use; with NODE_ENV=production, those of the app. */
export function readDeveloperEnvironment(): Environment {
  const isProduction = process.env.NODE_ENV === "production";
  return readProjectEnvironment(isProduction ? "production" : "development");
}

/** The address that the developer set; null for the embedded database. */
export function namedDatabase({ DATABASE_URL }: Environment): string | null {
  return DATABASE_URL?.trim() || null;
}

/**
 * The database of `npm run dev`: the one of DATABASE_URL, or else the embedded one, which is started if
 * nothing keeps it running, and stopped again.
 *
 * @throws NoEmbeddedDatabaseError if there is neither
 */
export async function openDeveloperDatabase(environment: Environment): Promise<DeveloperDatabase> {
  const url = namedDatabase(environment);
  if (url !== null) return { url, isEmbedded: false, stop: async () => {} };
  return { isEmbedded: true, ...(await openEmbeddedDatabase(embeddedDatabaseDirectory)) };
}

export type DeveloperDatabase = { url: string; isEmbedded: boolean; stop(): Promise<void> };

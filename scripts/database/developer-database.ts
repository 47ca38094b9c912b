import { openEmbeddedDatabase } from "../local-run/embedded-database";
import { type Environment, readProjectEnvironment } from "../processes/project-environment";
import { embeddedDatabaseDirectory } from "../processes/project-paths";

/** The settings that `npm run dev` would use; with NODE_ENV=production, those of the app. */
export function readDeveloperEnvironment(): Environment {
  const isProduction = process.env.NODE_ENV === "production";
  return readProjectEnvironment(isProduction ? "production" : "development");
}

/**
 * The database of `npm run dev`: the one of DATABASE_URL, or else the embedded one, which is started if
 * nothing keeps it running, and stopped again.
 *
 * @throws NoEmbeddedDatabaseError if there is neither
 */
export async function openDeveloperDatabase(environment: Environment): Promise<DeveloperDatabase> {
  const url = environment.DATABASE_URL?.trim();
  if (url) return { url, isEmbedded: false, stop: async () => {} };
  return { isEmbedded: true, ...(await openEmbeddedDatabase(embeddedDatabaseDirectory)) };
}

export type DeveloperDatabase = { url: string; isEmbedded: boolean; stop(): Promise<void> };

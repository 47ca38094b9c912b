import { join } from "node:path";
import { localSecret } from "../local-postgres/local-secret";
import { lastAppUrl } from "../local-run/app-url";
import type { Environment } from "../processes/project-environment";
import { localDirectory } from "../processes/project-paths";

/** What `npm run dev` sets for the app beside the embedded database. */
export async function embeddedEnvironment(
  environment: Environment,
  databaseUrl: string,
): Promise<Environment> {
  const address =
    environment.AUTH_URL || (await lastAppUrl()) || `http://localhost:${environment.PORT || 3000}`;
  const secret =
    environment.AUTH_SECRET || (await localSecret(join(localDirectory, "auth-secret")));
  return { ...environment, DATABASE_URL: databaseUrl, AUTH_SECRET: secret, AUTH_URL: address };
}

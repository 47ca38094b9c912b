import { join } from "node:path";
import { usableEnvironment } from "../../lib/doctor/environment/placeholder-env";
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

/**
 * Sets `process.env` to what the app would run with, for a command that uses the app's modules. The log is
 * silent: a command prints its own words.
 * @returns the variables that are missing or wrong, which have placeholders
 */
export function setAppEnvironment(
  source: Environment,
  rules: "development" | "production",
): Set<string> {
  const { environment, unusable } = usableEnvironment(source, rules);
  for (const name of Object.keys(process.env)) delete process.env[name];
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined) process.env[name] = value;
  }
  process.env.LOG_LEVEL = "silent";
  return unusable;
}

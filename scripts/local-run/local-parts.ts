import { readFixedPort } from "../processes/free-port";
import type { Environment } from "../processes/project-environment";
import { embeddedDatabaseDirectory } from "../processes/project-paths";
import type { Stack } from "../processes/stack";
import { startEmbeddedDatabase } from "./embedded-database";
import { startLocalProviders } from "./local-providers-process";

/** Uses the database of DATABASE_URL as it is; otherwise starts and migrates the embedded one. */
export async function startDatabase(stack: Stack, environment: Environment): Promise<Database> {
  if (environment.DATABASE_URL) return { url: environment.DATABASE_URL, dataDirectory: null };

  const database = await startEmbeddedDatabase({
    directory: embeddedDatabaseDirectory,
    fixedPort: readFixedPort(environment, "LOCAL_POSTGRES_PORT"),
    signal: stack.signal,
  });
  await stack.add({ name: "The embedded Postgres", ...database });
  return database;
}

/** Uses each provider whose id is set; starts a local one in place of the others. */
export async function startProviders(
  stack: Stack,
  environment: Environment,
  appOrigins: string[],
): Promise<Providers> {
  const rows = [
    { name: "Google", variable: "AUTH_GOOGLE", isLocal: !environment.AUTH_GOOGLE_ID },
    { name: "GitHub", variable: "AUTH_GITHUB", isLocal: !environment.AUTH_GITHUB_ID },
  ];
  const [google, github] = rows;
  if (!google?.isLocal && !github?.isLocal) return { rows, environment: {} };

  const origins = [...new Set(appOrigins)];
  const { child, description } = await startLocalProviders({
    appOrigins: origins,
    fixedPort: readFixedPort(environment, "LOCAL_PROVIDERS_PORT"),
    signal: stack.signal,
  });
  await stack.add({ name: "The local providers", ...child });
  return {
    rows,
    environment: {
      ...(google?.isLocal && {
        AUTH_GOOGLE_ID: description.google.id,
        AUTH_GOOGLE_SECRET: description.google.secret,
        AUTH_GOOGLE_ISSUER: description.googleIssuer,
      }),
      ...(github?.isLocal && {
        AUTH_GITHUB_ID: description.github.id,
        AUTH_GITHUB_SECRET: description.github.secret,
        AUTH_GITHUB_ENTERPRISE_URL: description.githubUrl,
      }),
    },
  };
}

export type Database = {
  url: string;
  /** Null for the database of DATABASE_URL. */
  dataDirectory: string | null;
};

export type ProviderRow = { name: string; variable: string; isLocal: boolean };

type Providers = { rows: ProviderRow[]; environment: Environment };

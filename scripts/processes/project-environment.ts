import nextEnvironment from "@next/env";
import { variableNames } from "../../lib/env/env";
import { projectDirectory } from "./project-paths";

/**
 * The environment as Next.js will see it: the process's own, completed by the project's .env files.
 *
 * Leaves `process.env` as it was. Next.js would take a variable passed on from a file as set
 * outside, and ignore later changes of that file.
 */
export function readProjectEnvironment(mode: "development" | "production"): Environment {
  const before = { ...process.env };
  const { combinedEnv } = nextEnvironment.loadEnvConfig(
    projectDirectory,
    mode === "development",
    { info: () => {}, error: console.error },
    true,
  );
  const environment = { ...combinedEnv };
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
  Object.assign(process.env, before);
  return environment;
}

/** Also names that only this project's programs read, and those of providers that a variable names. */
const ownPrefixes = /^(AUTH_|DATABASE_|RATE_LIMIT|HOSTNAME$|LOCAL_|VERCEL|NEXT_PUBLIC_)/;

/** An environment without the developer's own settings: no variables of the app, no .env files. */
export function untouchedEnvironment(): Environment {
  const rest = Object.entries(process.env).filter(([name]) => !isOwn(name));
  return {
    ...Object.fromEntries(rest),
    // Tells Next.js that the .env files have been loaded already, so it doesn't read them.
    __NEXT_PROCESSED_ENV: "true",
  };
}

function isOwn(name: string): boolean {
  if (name === "NODE_ENV") return false;
  return variableNames.includes(name) || ownPrefixes.test(name);
}

/** The environment for a Next.js command, without NODE_ENV, which the command sets itself. */
export function nextEnvironmentFrom(environment: Environment): NodeJS.ProcessEnv {
  return {
    NEXT_TELEMETRY_DISABLED: "1",
    ...environment,
    NODE_ENV: undefined,
  } as unknown as NodeJS.ProcessEnv;
}

export type Environment = Record<string, string | undefined>;

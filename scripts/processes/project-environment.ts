import nextEnvironment from "@next/env";
import { projectDirectory } from "./project-paths";

/**
 * The environment as Next.js will see it: the process's own, completed by the project's .env files.
 *
 * `process.env` itself stays as it was: what a file says must not reach Next as if it had been set
 * outside, or Next would no longer notice a change of the file.
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

/**
 * An environment for the tests, in which nothing of the developer's own settings shows: neither
 * variables of the app nor the .env files.
 */
export function untouchedEnvironment(): Environment {
  const ours =
    /^(AUTH_|DATABASE_|RATE_LIMIT|TRUSTED_PROXY_HOPS$|LOG_LEVEL$|PORT$|HOSTNAME$|VERCEL|NEXT_PUBLIC_)/;
  const rest = Object.entries(process.env).filter(([name]) => !ours.test(name));
  return {
    ...Object.fromEntries(rest),
    // Next takes this for "the .env files are in the environment already" and leaves them alone.
    __NEXT_PROCESSED_ENV: "true",
  };
}

/** The environment for a Next.js command, which sets NODE_ENV itself unless it finds one. */
export function nextEnvironmentFrom(environment: Environment): NodeJS.ProcessEnv {
  return {
    NEXT_TELEMETRY_DISABLED: "1",
    ...environment,
    NODE_ENV: undefined,
  } as unknown as NodeJS.ProcessEnv;
}

export type Environment = Record<string, string | undefined>;

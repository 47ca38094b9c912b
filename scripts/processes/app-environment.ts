import { usableEnvironment } from "../../lib/doctor/environment/placeholder-env";
import { type Environment, readProjectEnvironment } from "./project-environment";

/** Whose rules an environment has to follow. */
export type Rules = "development" | "production";

/** The environment of the app, for a command that a program may have started which read the .env files. */
export function readAppEnvironment(rules: Rules): Environment {
  // Set by such a program; Next.js then skips the files too.
  const isComplete = process.env.__NEXT_PROCESSED_ENV === "true";
  return isComplete ? { ...process.env } : readProjectEnvironment(rules);
}

/**
 * Sets `process.env` to what the app would run with, for a command that uses the app's modules. The log is
 * silent: a command prints its own words.
 * @returns the variables that are missing or wrong, which have placeholders
 */
export function setAppEnvironment(source: Environment, rules: Rules): Set<string> {
  const { environment, unusable } = usableEnvironment(source, rules);
  for (const name of Object.keys(process.env)) delete process.env[name];
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined) process.env[name] = value;
  }
  process.env.LOG_LEVEL = "silent";
  return unusable;
}

import { randomBytes } from "node:crypto";
import { startProblems } from "@/lib/doctor/environment/environment";
import type { Rules, Source } from "@/lib/doctor/report";
import { namedProviders } from "@/lib/env/providers";

/** A name that never resolves: https://www.rfc-editor.org/rfc/rfc2606#section-2 */
const nowhere = "https://address-missing.invalid";

export type UsableEnvironment = {
  environment: Source;
  /** Whose value is wrong or missing, so that nothing can be said of what hangs on it. */
  unusable: Set<string>;
};

/**
 * The environment with stand-ins for what keeps the app from starting, so that one wrong variable
 * does not hide what is to be said of the others.
 */
export function usableEnvironment(source: Source, rules: Rules): UsableEnvironment {
  const unusable = new Set(startProblems(source, rules).map(({ name }) => name));
  const environment: Source = { ...source, NODE_ENV: rules };
  for (const name of unusable) delete environment[name];
  const spoiled = new Set([...unusable].flatMap((name) => providerOf(name) ?? []));
  for (const name of Object.keys(environment)) {
    if (spoiled.has(providerOf(name) ?? "")) delete environment[name];
  }
  if (unusable.has("DATABASE_URL"))
    environment.DATABASE_URL = "postgres://database-missing.invalid";
  if (unusable.has("AUTH_SECRET")) environment.AUTH_SECRET = randomBytes(32).toString("hex");
  if (unusable.has("AUTH_URL")) environment.AUTH_URL = nowhere;
  return { environment, unusable };
}

/**
 * Whose variable it is. A provider is there as a whole or not at all: an id without its secret stops
 * the start as well, and without its issuer a secret would be tried at somebody else's server.
 */
export function providerOf(name: string): string | undefined {
  const [, key] = /^(AUTH_OIDC_.+)_(?:ISSUER|ID|SECRET)$/.exec(name) ?? [];
  return key ?? namedProviders.find((prefix) => name.startsWith(`${prefix}_`));
}

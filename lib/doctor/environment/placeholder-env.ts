import { randomBytes } from "node:crypto";
import { startProblems } from "@/lib/doctor/environment/environment";
import type { Rules, Source } from "@/lib/doctor/report";
import { namedProviders } from "@/lib/env/providers";

/** A name that never resolves: https://www.rfc-editor.org/rfc/rfc2606#section-2 */
const nowhere = "https://address-missing.invalid";

export type UsableEnvironment = {
  environment: Source;
  /** Variables whose value is wrong or missing: what depends on them cannot be checked. */
  unusable: Set<string>;
};

/**
 * Replaces the variables that keep the app from starting with placeholders, so that one wrong
 * variable does not hide the mistakes in the others.
 */
export function usableEnvironment(source: Source, rules: Rules): UsableEnvironment {
  const unusable = new Set(startProblems(source, rules).map(({ name }) => name));
  const environment: Source = { ...source, NODE_ENV: rules };
  for (const name of unusable) delete environment[name];
  const broken = new Set([...unusable].flatMap((name) => providerOf(name) ?? []));
  for (const name of Object.keys(environment)) {
    if (broken.has(providerOf(name) ?? "")) delete environment[name];
  }
  if (unusable.has("DATABASE_URL"))
    environment.DATABASE_URL = "postgres://database-missing.invalid";
  if (unusable.has("AUTH_SECRET")) environment.AUTH_SECRET = randomBytes(32).toString("hex");
  if (unusable.has("AUTH_URL")) environment.AUTH_URL = nowhere;
  return { environment, unusable };
}

/**
 * The provider that a variable belongs to. We keep or remove a provider as a whole: an id without
 * its secret stops the start too, and without its issuer the secret would go to another server.
 */
export function providerOf(name: string): string | undefined {
  const [, key] = /^(AUTH_OIDC_.+)_(?:ISSUER|ID|SECRET)$/.exec(name) ?? [];
  return key ?? namedProviders.find((prefix) => name.startsWith(`${prefix}_`));
}

import { randomBytes } from "node:crypto";
import { startProblems } from "@/lib/doctor/environment";
import type { Rules, Source } from "@/lib/doctor/report";

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
  for (const name of halves(unusable)) delete environment[name];
  if (unusable.has("DATABASE_URL"))
    environment.DATABASE_URL = "postgres://database-missing.invalid";
  if (unusable.has("AUTH_SECRET")) environment.AUTH_SECRET = randomBytes(32).toString("hex");
  if (unusable.has("AUTH_URL")) environment.AUTH_URL = nowhere;
  return { environment, unusable };
}

/** An id without its secret offers nobody a sign-in, and the other way round. */
function halves(names: Set<string>): string[] {
  return [...names]
    .filter((name) => /_(ID|SECRET)$/.test(name))
    .map((name) => name.replace(/_(ID|SECRET)$/, (half) => (half === "_ID" ? "_SECRET" : "_ID")));
}

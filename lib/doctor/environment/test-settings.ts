import { checkEnvironment } from "@/lib/doctor/environment/environment";
import type { Rules, Source } from "@/lib/doctor/report";

/** Settings for the tests in which the doctor finds no mistake. */
export const correctSettings: Source = {
  DATABASE_URL: "postgres://foyer:sound-password@db.foyer.test:5432/foyer",
  AUTH_SECRET: "vUEMRXr4wEW+5tnPqlJlu1jHzWz0XqmKJ2eqZ8kSWsA=",
  AUTH_URL: "https://foyer.test",
  TRUSTED_PROXY_HOPS: "1",
  AUTH_GOOGLE_ID: "1234-abc.apps.googleusercontent.com",
  AUTH_GOOGLE_SECRET: "GOCSPX-sound-secret",
};

/** All findings about these settings with some changed. */
export function findingsWith(changes: Source = {}, rules: Rules = "production") {
  const source = { ...correctSettings, ...changes };
  return checkEnvironment({ source, rules, inContainer: false });
}

/** Without those that only say that a variable is set. */
export function problemsWith(changes: Source, rules?: Rules) {
  return findingsWith(changes, rules).filter(({ status }) => status !== "ok");
}

import { vi } from "vitest";
import type { Finding } from "../../lib/doctor/finding";
import type { Rules } from "../../lib/doctor/report";

/**
 * For tests: the doctor's sections on the providers that these variables configure, by modules that are
 * loaded afresh. `find` takes a provider's id and a check.
 */
export async function checkProvidersOf(
  variables: Record<string, string>,
  rules: Rules = "development",
) {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, "foyer");
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { checkProviders } = await loadDoctor();
  const sections = await checkProviders(rules, new Set());
  const find = (id: string, check: string): Finding | undefined =>
    sections
      .find(({ registration }) => registration?.provider === id)
      ?.findings.find((finding) => finding.check === check);
  return { find, sections };
}

/** Also for a hook with a time limit of its own: the first load compiles all modules. */
export const loadDoctor = () => import("../../lib/doctor/diagnose");

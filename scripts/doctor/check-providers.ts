import { vi } from "vitest";
import type { Finding } from "../../lib/doctor/finding";
import type { Rules } from "../../lib/doctor/report";

/**
 * For tests: the doctor's findings on the providers that these variables configure, in modules that
 * are loaded afresh. `find` takes a provider's id and a check.
 */
export async function checkProviders(
  variables: Record<string, string>,
  rules: Rules = "development",
) {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, "foyer");
  for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  const { configuredProviders } = await import("../../lib/auth/providers/registry");
  const { checkProvider } = await import("../../lib/doctor/provider/provider");
  const sections = await Promise.all(
    configuredProviders().map((provider) => checkProvider(provider, rules)),
  );
  const find = (id: string, check: string): Finding | undefined =>
    sections
      .find(({ registration }) => registration?.provider === id)
      ?.findings.find((finding) => finding.check === check);
  return { find, sections };
}

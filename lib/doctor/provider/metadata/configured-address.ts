import { providerSetup } from "@/lib/doctor/provider/consoles";
import { env } from "@/lib/env/env";

/** Where a provider's address comes from. */
export type ConfiguredAddress = {
  /** The issuer whose metadata the app fetches; null for a provider that has no metadata. */
  issuer: string | null;
  /** The variable that names the provider's server; null where its real one is built in. */
  variable: string | null;
};

/** @param id - of a configured provider */
export function configuredAddress(id: string): ConfiguredAddress {
  const settings = env();
  const key = id.toUpperCase().replaceAll("-", "_");
  const byKey = settings.openIdProviders.find((provider) => provider.id === id);
  if (byKey) return { issuer: byKey.issuer, variable: `AUTH_OIDC_${key}_ISSUER` };
  const values = settings as Record<string, unknown>;
  const names = [`AUTH_${key}_ISSUER`, `AUTH_${key}_ENTERPRISE_URL`];
  const variable = names.find((name) => typeof values[name] === "string") ?? null;
  const set = variable?.endsWith("_ISSUER") ? String(values[variable]) : null;
  const builtIn = variable ? null : (providerSetup(id)?.issuer ?? null);
  return { issuer: set ?? builtIn, variable };
}

import "server-only";
import { discord } from "@/lib/auth/providers/discord";
import { github } from "@/lib/auth/providers/github";
import { gitlab } from "@/lib/auth/providers/gitlab";
import { google } from "@/lib/auth/providers/google";
import { microsoft } from "@/lib/auth/providers/microsoft";
import { genericOpenIdProvider } from "@/lib/auth/providers/oidc";
import type { OfferedProvider, Provider } from "@/lib/auth/providers/provider";
import { x } from "@/lib/auth/providers/x";
import { env } from "@/lib/env/env";

export type { Provider } from "@/lib/auth/providers/provider";

/** The provider table. A provider is one file here and its variables in `lib/env/providers.ts`. */
const table = {
  google,
  github,
  "microsoft-entra-id": microsoft,
  gitlab,
  discord,
  twitter: x,
};

/** The providers that have a client id and secret, in the order of their buttons. */
export function configuredProviders(): Provider[] {
  const builtIn = Object.values(table)
    .map((entry) => entry())
    .filter((provider) => provider !== null);
  return [...builtIn, ...env().openIdProviders.map(genericOpenIdProvider)];
}

/** Whether a provider has an entry in the table, configured or not. */
export function isBuiltInProvider(id: string): boolean {
  return Object.hasOwn(table, id);
}

/** The configured provider with this id; null for any other value, since ids come from requests. */
export function findProvider(id: unknown): Provider | null {
  return configuredProviders().find((provider) => provider.id === id) ?? null;
}

/** The configured providers for pages, without our client ids and secrets. */
export function offeredProviders(): OfferedProvider[] {
  return configuredProviders().map(({ id, name, mark }) => ({ id, name, mark }));
}

/** A provider's display name; its id if it is no longer configured. */
export function providerName(id: string): string {
  return findProvider(id)?.name ?? id;
}

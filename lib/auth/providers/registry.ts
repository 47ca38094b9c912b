import "server-only";
import { discord } from "@/lib/auth/providers/discord";
import { github } from "@/lib/auth/providers/github";
import { gitlab } from "@/lib/auth/providers/gitlab";
import { google } from "@/lib/auth/providers/google";
import { microsoft } from "@/lib/auth/providers/microsoft";
import { openIdProvider } from "@/lib/auth/providers/oidc";
import type { OfferedProvider, Provider } from "@/lib/auth/providers/provider";
import { x } from "@/lib/auth/providers/x";
import { env } from "@/lib/env/env";

export type { Provider } from "@/lib/auth/providers/provider";

/** The table. A provider is one file of `providers/` and its variables in `lib/env/providers.ts`. */
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
  const named = Object.values(table)
    .map((entry) => entry())
    .filter((provider) => provider !== null);
  return [...named, ...env().openIdProviders.map(openIdProvider)];
}

/** Whether a provider has an entry in the table, configured or not. */
export function isNamedProvider(id: string): boolean {
  return Object.hasOwn(table, id);
}

/** The configured provider with this id; null for anything else, whatever it is. */
export function findProvider(id: unknown): Provider | null {
  return configuredProviders().find((provider) => provider.id === id) ?? null;
}

/** What pages may know of the providers: no ids and secrets of ours. */
export function offeredProviders(): OfferedProvider[] {
  return configuredProviders().map(({ id, name, mark }) => ({ id, name, mark }));
}

/** A provider's name for people; one that is no longer configured keeps its id. */
export function providerName(id: string): string {
  return findProvider(id)?.name ?? id;
}

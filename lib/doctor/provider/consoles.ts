import { discordSetup } from "@/lib/doctor/provider/setups/discord";
import { githubSetup } from "@/lib/doctor/provider/setups/github";
import { gitlabSetup } from "@/lib/doctor/provider/setups/gitlab";
import { googleSetup } from "@/lib/doctor/provider/setups/google";
import { microsoftSetup } from "@/lib/doctor/provider/setups/microsoft";
import type { ProviderSetup } from "@/lib/doctor/provider/setups/provider-setup";
import { xSetup } from "@/lib/doctor/provider/setups/x";

/**
 * By the provider's id in `registry.ts`. A provider without an entry here works too: the setup page
 * shows its redirect address, and the deployer finds the console.
 */
const setups: Record<string, ProviderSetup> = {
  google: googleSetup,
  github: githubSetup,
  "microsoft-entra-id": microsoftSetup,
  gitlab: gitlabSetup,
  discord: discordSetup,
  twitter: xSetup,
};

/** Null for a provider without an entry. */
export function providerSetup(id: string): ProviderSetup | null {
  return Object.hasOwn(setups, id) ? (setups[id] ?? null) : null;
}

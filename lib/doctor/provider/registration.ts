import { redirectUri } from "@/lib/auth/authjs/redirect-uri";
import type { Provider } from "@/lib/auth/providers/registry";
import { configuredAddress } from "@/lib/doctor/provider/metadata/configured-address";
import type { ProviderSetup } from "@/lib/doctor/provider/setups/provider-setup";
import type { Registration } from "@/lib/doctor/report";
import { env } from "@/lib/env/env";

/** What to register with a provider, even one that cannot be reached. */
export function registrationFor(provider: Provider, setup: ProviderSetup | null): Registration {
  const { openIdProviders } = env();
  const isByKey = openIdProviders.some(({ id }) => id === provider.id);
  const variable = `AUTH_${isByKey ? "OIDC_" : ""}${provider.id.toUpperCase().replaceAll("-", "_")}`;
  return {
    provider: provider.id,
    name: provider.name,
    redirectAddress: redirectUri(provider.id),
    place: setup ? `${setup.console.name} (${setup.console.url})` : `${provider.name}'s console`,
    site: null,
    isRealOne: null,
    isStandIn: false,
    idVariable: `${variable}_ID`,
    secretVariable: `${variable}_SECRET`,
    addressVariable: configuredAddress(provider.id).variable,
  };
}

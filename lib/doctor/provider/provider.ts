import "server-only";
import { warmKeySet } from "@/lib/auth/oauth/jwks";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import type { Provider } from "@/lib/auth/providers/registry";
import { isLoopback } from "@/lib/doctor/app-address/app-url";
import { type Finding, ok, warn } from "@/lib/doctor/finding";
import {
  type AuthorizationRequest,
  prepareAuthorizationRequest,
} from "@/lib/doctor/provider/authorization/authorization-request";
import { checkClientId } from "@/lib/doctor/provider/client-id";
import { providerSetup } from "@/lib/doctor/provider/consoles";
import {
  type ConfiguredAddress,
  configuredAddress,
} from "@/lib/doctor/provider/metadata/configured-address";
import { fetchDiscovery } from "@/lib/doctor/provider/metadata/discovery-document";
import { checkOffers } from "@/lib/doctor/provider/metadata/offered-claims";
import { unusableMetadata } from "@/lib/doctor/provider/metadata/unusable-metadata";
import { registrationFor } from "@/lib/doctor/provider/registration";
import { checkResponses } from "@/lib/doctor/provider/responses";
import { providerUnavailable } from "@/lib/doctor/provider/unavailable";
import type { Registration, Rules, Section } from "@/lib/doctor/report";

/** Checks a provider as far as it responds to a browser that is not signed in there. */
export async function checkProvider(provider: Provider, rules: Rules): Promise<Section> {
  const { id, name } = provider;
  const setup = providerSetup(id);
  const address = configuredAddress(id);
  const expected = registrationFor(provider, setup);
  const request = await prepareAuthorizationRequest(provider).catch(asProviderError);
  if (request instanceof Error) {
    const findings = [await unusableMetadata(name, address, request)];
    return { title: name, findings, registration: expected };
  }
  const { issuer } = request.metadata;
  const isRealOne = setup?.issuer ? issuer === setup.issuer : null;
  const { redirectAddress } = request;
  const isStandIn = isRealOne === false && isLoopback(new URL(issuer).hostname);
  const registration = { ...expected, redirectAddress, site: issuer, isRealOne, isStandIn };
  const asked = isStandIn ? { ...registration, name: "the local stand-in" } : registration;
  const shape =
    setup && isRealOne !== false
      ? checkClientId(expected.idVariable, provider.clientId, setup)
      : null;
  const [metadata, responses] = await Promise.all([
    checkMetadata(request, address, asked),
    checkResponses({ request, registration: asked, variable: address.variable }),
  ]);
  const site = checkSite(registration, address.variable, rules);
  const findings = [site, ...(shape ? [shape] : []), ...metadata, ...responses];
  return { title: name, findings, registration };
}

function checkSite(
  { site, isRealOne, isStandIn }: Registration,
  variable: string | null,
  rules: Rules,
): Finding {
  if (isRealOne) return ok("provider", `the real one, ${site}`);
  const text = isStandIn ? `local stand-in at ${site}` : `${site}`;
  const isHere = site && isLoopback(new URL(site).hostname);
  if (!isHere || rules === "development") return ok("provider", text);
  const fix =
    isRealOne === false
      ? `Remove ${variable}, and set id and secret from the real provider.`
      : `Set ${variable} to the address at which visitors' browsers reach it.`;
  return warn("provider", `${site} is this machine, which no visitor's browser can reach`, fix);
}

/** What an ID Token needs: keys to verify it, and claims in it. */
async function checkMetadata(
  { provider, metadata }: AuthorizationRequest,
  { issuer, variable }: ConfiguredAddress,
  { name, idVariable, isRealOne }: Registration,
): Promise<Finding[]> {
  const { jwks_uri: url } = metadata;
  if (provider.protocol !== "oidc" || !url) return [];
  const check = "metadata";
  try {
    await warmKeySet(url);
    const found = ok(check, "its endpoints and the keys of its ID Tokens were fetched");
    const document = issuer && !isRealOne ? (await fetchDiscovery(issuer)).document : null;
    return [found, ...(document ? checkOffers(provider, document, idVariable) : [])];
  } catch (error) {
    return [providerUnavailable({ check, name, url, variable, error })];
  }
}

function asProviderError(error: unknown): Error {
  if (!isProviderError(error)) throw error;
  return error;
}

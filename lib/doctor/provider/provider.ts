import "server-only";
import { warmKeySet } from "@/lib/auth/oauth/jwks";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import type { Provider } from "@/lib/auth/providers/registry";
import { isLoopback } from "@/lib/doctor/app-address/app-url";
import { type Finding, ok, warn } from "@/lib/doctor/finding";
import {
  type AuthorizationRequest,
  prepareAuthorizationRequest,
  redeemMadeUpCode,
  sendAuthorizationRequest,
  sendControlRequest,
} from "@/lib/doctor/provider/authorization-request";
import type { Verdict } from "@/lib/doctor/provider/authorization-response";
import { checkClientId } from "@/lib/doctor/provider/client-id";
import { checkClientSecret } from "@/lib/doctor/provider/client-secret";
import { checkClock } from "@/lib/doctor/provider/clock";
import { providerSetup } from "@/lib/doctor/provider/consoles";
import { checkRedirectAddress } from "@/lib/doctor/provider/redirect-address";
import { registrationFor } from "@/lib/doctor/provider/registration";
import { providerUnavailable } from "@/lib/doctor/provider/unavailable";
import type { Registration, Rules, Section } from "@/lib/doctor/report";

/** Checks a provider as far as it responds to a browser that is not signed in there. */
export async function checkProvider(provider: Provider, rules: Rules): Promise<Section> {
  const setup = providerSetup(provider.id);
  const expected = registrationFor(provider, setup);
  try {
    const request = await prepareAuthorizationRequest(provider);
    const { issuer } = request.metadata;
    const isRealOne = setup?.issuer ? issuer === setup.issuer : null;
    const { redirectAddress } = request;
    const registration = { ...expected, redirectAddress, site: issuer, isRealOne };
    const shape =
      setup && isRealOne !== false
        ? checkClientId(expected.idVariable, provider.clientId, setup)
        : null;
    const findings = [
      checkSite(registration, rules),
      ...(shape ? [shape] : []),
      ...(await checkKeys(request)),
      ...(await checkResponses(request, registration)),
    ];
    return { title: provider.name, findings, registration };
  } catch (error) {
    const findings = [providerUnavailable("metadata", provider.name, error)];
    return { title: provider.name, findings, registration: expected };
  }
}

function checkSite({ site, isRealOne }: Registration, rules: Rules): Finding {
  if (isRealOne) return ok("provider", `the real one, ${site}`);
  const text = isRealOne === false ? `${site} stands in its place` : `${site}`;
  const isHere = site && isLoopback(new URL(site).hostname);
  if (!isHere || rules === "development") return ok("provider", text);
  const fix =
    "Set id and secret from the real provider, and remove the variable that names this address.";
  return warn("provider", `${site} is this machine, which no visitor's browser can reach`, fix);
}

async function checkKeys({ provider, metadata }: AuthorizationRequest): Promise<Finding[]> {
  const check = "metadata";
  if (provider.protocol !== "oidc" || !metadata.jwks_uri) return [];
  try {
    await warmKeySet(metadata.jwks_uri);
    return [ok(check, "its endpoints and the keys of its ID Tokens were fetched")];
  } catch (error) {
    return [providerUnavailable(check, provider.name, error)];
  }
}

async function checkResponses(
  request: AuthorizationRequest,
  registration: Registration,
): Promise<Finding[]> {
  const { name, redirectAddress } = registration;
  const { protocol } = request.provider;
  try {
    const { verdict, skew } = await sendAuthorizationRequest(request.url, redirectAddress);
    const control = await sendControlRequest(request.url).catch(asUnclear);
    const address = checkRedirectAddress({ ...registration, ours: verdict, control });
    const clock = skew === null ? [] : [checkClock(name, skew, protocol === "oidc")];
    if (verdict.kind === "refused" && verdict.because === "client") return [address, ...clock];
    const secret = checkClientSecret({ ...registration, code: await redeemMadeUpCode(request) });
    return [...preferCertain(address, secret), ...clock];
  } catch (error) {
    return [providerUnavailable("redirect address", name, error)];
  }
}

/** A finding of the token endpoint about the address replaces one that is not certain. */
function preferCertain(address: Finding, secret: Finding): Finding[] {
  const isSettled = address.check === secret.check && address.status !== "fail";
  return isSettled ? [secret] : [address, secret];
}

function asUnclear(error: unknown): Verdict {
  if (!isProviderError(error)) throw error;
  return { kind: "unclear", code: error.code };
}

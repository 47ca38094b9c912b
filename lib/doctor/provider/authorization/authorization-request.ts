import "server-only";
import { randomBytes } from "node:crypto";
import {
  makeAuthorizationRequest,
  type AuthorizationRequest as PreparedRequest,
} from "@/lib/auth/authjs/authorization-request";
import type { Provider } from "@/lib/auth/providers/registry";
import {
  readAuthorizationResponse,
  type Verdict,
} from "@/lib/doctor/provider/authorization/authorization-response";
import { navigate } from "@/lib/doctor/provider/authorization/navigation";

/** The request that a browser would send, and what the callback would check. */
export type AuthorizationRequest = {
  provider: Provider;
  url: URL;
  redirectAddress: string;
} & Pick<PreparedRequest, "checks" | "metadata">;

/**
 * Makes an authorization request, as the sign-in button does. No browser follows it.
 * @throws ProviderError if the provider's metadata cannot be fetched
 */
export async function prepareAuthorizationRequest(
  provider: Provider,
): Promise<AuthorizationRequest> {
  const { url: address, checks, metadata } = await makeAuthorizationRequest(provider, {});
  const url = new URL(address);
  const redirectAddress = url.searchParams.get("redirect_uri") ?? "";
  return { provider, url, redirectAddress, checks, metadata };
}

/**
 * Sends the request without following redirects. Also returns how far the provider's clock is ahead.
 * @throws ProviderError
 */
export async function sendAuthorizationRequest(url: URL, redirectAddress: string) {
  const response = await navigate(url);
  return {
    verdict: readAuthorizationResponse(response, redirectAddress),
    skew: response.skewSeconds,
  };
}

/**
 * Sends the same request with an address that cannot be registered, to see whether the provider
 * checks it. The domain .invalid never exists: https://www.rfc-editor.org/rfc/rfc2606#section-2
 * @throws ProviderError
 */
export async function sendControlRequest(url: URL): Promise<Verdict> {
  const control = new URL(url);
  const address = `https://${randomBytes(6).toString("hex")}.invalid/callback`;
  control.searchParams.set("redirect_uri", address);
  return readAuthorizationResponse(await navigate(control), address);
}

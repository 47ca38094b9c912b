import "server-only";
import { randomBytes } from "node:crypto";
import {
  makeAuthorizationRequest,
  type AuthorizationRequest as PreparedRequest,
} from "@/lib/auth/authjs/authorization-request";
import { redeemCode } from "@/lib/auth/authjs/redeem-code";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { boundedFetch, signInDeadline } from "@/lib/auth/oauth/provider-fetch";
import type { Provider } from "@/lib/auth/providers/registry";
import {
  type AuthorizationResponse,
  readAuthorizationResponse,
  type Verdict,
} from "@/lib/doctor/provider/authorization-response";
import { causesOf } from "@/lib/error-cause";

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

/** Sends the request without following redirects. Also returns how far the provider's clock is ahead. */
export async function sendAuthorizationRequest(url: URL, redirectAddress: string) {
  const response = await send(url);
  return {
    verdict: readAuthorizationResponse(response, redirectAddress),
    skew: response.skewSeconds,
  };
}

/**
 * Sends the same request with an address that cannot be registered, to see whether the provider
 * checks it. The domain .invalid never exists: https://www.rfc-editor.org/rfc/rfc2606#section-2
 */
export async function sendControlRequest(url: URL): Promise<Verdict> {
  const control = new URL(url);
  const address = `https://${randomBytes(6).toString("hex")}.invalid/callback`;
  control.searchParams.set("redirect_uri", address);
  return readAuthorizationResponse(await send(control), address);
}

/**
 * Continues as if the provider had redirected a browser back with a code, which we made up, and
 * returns the error of its token endpoint. It signs no one in.
 *
 * @returns null if the token endpoint returned no error code
 */
export async function redeemMadeUpCode(request: AuthorizationRequest): Promise<string | null> {
  const { provider, checks, metadata } = request;
  const outcome = await redeemCode({
    provider: withoutClaims(provider),
    metadata,
    checks,
    code: `doctor-${randomBytes(16).toString("hex")}`,
    iss: metadata.issuer,
    intent: "sign-in",
    currentUser: null,
    sessionToken: "",
    device: { userAgent: null, ip: null },
    deviceHash: "",
    deadline: signInDeadline(),
  });
  const error = "error" in outcome ? causesOf(outcome.error).find(isProviderError) : undefined;
  return error ? errorCode(error.message) : null;
}

/** A provider that accepts any code would otherwise cause a user to be created. */
function withoutClaims(provider: Provider): Provider {
  const claims = () => {
    throw new Error("The doctor signs no one in");
  };
  return { ...provider, claims };
}

/** In the words of lib/auth/oauth/token-response.ts. */
function errorCode(message: string): string | null {
  return /the endpoint returned error (\S+)$/.exec(message)?.[1] ?? null;
}

/** Some providers reject requests that do not look like a browser's. */
const browserHeaders = {
  accept: "text/html,application/xhtml+xml",
  "user-agent": "Mozilla/5.0 (compatible; foyer-doctor)",
};

async function send(url: URL): Promise<AuthorizationResponse & { skewSeconds: number | null }> {
  const response = await boundedFetch("authorization", url, { headers: browserHeaders });
  const location = response.headers.get("location");
  const date = Date.parse(response.headers.get("date") ?? "");
  return {
    status: response.status,
    location: location && URL.canParse(location, url) ? new URL(location, url) : null,
    text: await response.text(),
    skewSeconds: Number.isNaN(date) ? null : (date - Date.now()) / 1000,
  };
}

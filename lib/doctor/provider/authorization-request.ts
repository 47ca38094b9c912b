import "server-only";
import { randomBytes } from "node:crypto";
import { beginAttempt, type SignInAttempt } from "@/lib/auth/authjs/attempt";
import { makeAuthorizationRequest } from "@/lib/auth/authjs/authorization-request";
import { finishAuthorization } from "@/lib/auth/authjs/authorization-response";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { boundedFetch } from "@/lib/auth/oauth/provider-fetch";
import type { Provider } from "@/lib/auth/providers/registry";
import {
  type AuthorizationResponse,
  readAuthorizationResponse,
  type Verdict,
} from "@/lib/doctor/provider/authorization-response";
import { causeOf } from "@/lib/error-cause";

/** The request that a browser would make, and the cookies that it would come back with. */
export type AuthorizationRequest = {
  attempt: SignInAttempt;
  url: URL;
  redirectAddress: string;
  /** What comes back here, whatever a redirect proxy is sent. */
  state: string;
  cookieHeader: string;
};

/**
 * Makes an authorization request, as pressing a button does. No browser follows it.
 * @throws ProviderError when the provider's metadata cannot be had
 */
export async function prepareAuthorizationRequest(
  provider: Provider,
): Promise<AuthorizationRequest> {
  const attempt = await beginAttempt({
    provider,
    intent: "sign-in",
    currentUser: null,
    prompt: {},
    device: { userAgent: null, ip: null },
    deviceToken: "",
  });
  const { url: address, state, cookies } = await makeAuthorizationRequest(attempt, "/");
  const url = new URL(address);
  return {
    attempt,
    url,
    redirectAddress: url.searchParams.get("redirect_uri") ?? "",
    state,
    cookieHeader: cookies.map(({ name, value }) => `${name}=${value}`).join("; "),
  };
}

/** What the provider answers, without following it anywhere, and how far its clock is ahead of ours. */
export async function sendAuthorizationRequest(url: URL, redirectAddress: string) {
  const response = await ask(url);
  return {
    verdict: readAuthorizationResponse(response, redirectAddress),
    skew: response.skewSeconds,
  };
}

/**
 * The same request with an address that nobody can have registered, to see whether it matters.
 * https://www.rfc-editor.org/rfc/rfc2606#section-2 keeps .invalid for nobody.
 */
export async function sendControlRequest(url: URL): Promise<Verdict> {
  const control = new URL(url);
  const address = `https://${randomBytes(6).toString("hex")}.invalid/callback`;
  control.searchParams.set("redirect_uri", address);
  return readAuthorizationResponse(await ask(control), address);
}

/**
 * Goes on as if the provider had sent a browser back, with a code that it never gave, and reads
 * the error that its token endpoint answers with. Nobody is signed in by it.
 *
 * @returns null when there was no answer of that kind
 */
export async function redeemMadeUpCode(request: AuthorizationRequest): Promise<string | null> {
  const { attempt, state, cookieHeader } = request;
  const parameters = new URLSearchParams({
    code: `doctor-${randomBytes(16).toString("hex")}`,
    state,
    iss: attempt.metadata.issuer,
  });
  try {
    await finishAuthorization(forNobody(attempt), parameters, cookieHeader);
  } catch (error) {
    for (let link: unknown = error; link instanceof Error; link = causeOf(link)) {
      if (isProviderError(link)) return errorCode(link.message);
    }
  }
  return null;
}

/** A provider that takes any code would otherwise have a person made of its answer. */
function forNobody(attempt: SignInAttempt): SignInAttempt {
  const claims = () => {
    throw new Error("The doctor signs nobody in");
  };
  return { ...attempt, provider: { ...attempt.provider, claims } };
}

/** As lib/auth/oauth/token-response.ts puts it. */
function errorCode(message: string): string | null {
  return /the endpoint returned error (\S+)$/.exec(message)?.[1] ?? null;
}

/** Programs are recognised by some providers, and turned away. */
const browserHeaders = {
  accept: "text/html,application/xhtml+xml",
  "user-agent": "Mozilla/5.0 (compatible; foyer-doctor)",
};

async function ask(url: URL): Promise<AuthorizationResponse & { skewSeconds: number | null }> {
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

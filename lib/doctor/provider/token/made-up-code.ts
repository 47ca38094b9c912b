import "server-only";
import { randomBytes } from "node:crypto";
import { redeemCode } from "@/lib/auth/authjs/redeem-code";
import { isProviderError, type ProviderError } from "@/lib/auth/oauth/provider-error";
import { signInDeadline } from "@/lib/auth/oauth/provider-fetch";
import type { Provider } from "@/lib/auth/providers/registry";
import type { AuthorizationRequest } from "@/lib/doctor/provider/authorization/authorization-request";
import { causesOf } from "@/lib/error-cause";

/** What a token endpoint makes of a code that it never issued. */
export type TokenEndpointResponse =
  /** An error response (RFC 6749, section 5.2). A status of 401 or 403 without one counts as its code. */
  | { kind: "error"; code: string; description: string | null }
  | { kind: "unreachable" | "unusable"; error: ProviderError }
  /** Anything else, such as tokens. */
  | { kind: "none" };

/**
 * Continues as if the provider had redirected a browser back with a code, which we made up. It signs
 * no one in.
 * @param clientSecret - another one than the provider's, to compare the responses
 */
export async function redeemMadeUpCode(
  { provider, checks, metadata }: AuthorizationRequest,
  clientSecret = provider.clientSecret,
): Promise<TokenEndpointResponse> {
  const outcome = await redeemCode({
    provider: { ...withoutClaims(provider), clientSecret },
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
  return error ? readError(error, clientSecret) : { kind: "none" };
}

/** The same with a secret that no provider can have given out. */
export function redeemWithMadeUpSecret(
  request: AuthorizationRequest,
): Promise<TokenEndpointResponse> {
  return redeemMadeUpCode(request, `doctor-${randomBytes(24).toString("hex")}`);
}

/** A provider that accepts any code would otherwise cause a user to be created. */
function withoutClaims(provider: Provider): Provider {
  const claims = () => {
    throw new Error("The doctor signs no one in");
  };
  return { ...provider, claims };
}

/** In the words of lib/auth/oauth/token-response.ts and provider-fetch.ts. */
function readError(error: ProviderError, clientSecret: string): TokenEndpointResponse {
  if (error.code === "unreachable" || error.code === "timeout") {
    return { kind: "unreachable", error };
  }
  const [, named] = /the endpoint returned error (\S+)$/.exec(error.message) ?? [];
  const code = named ?? /status 40[13]$/.exec(error.message)?.[0];
  if (!code) return { kind: "unusable", error };
  const description = error.description?.replaceAll(clientSecret, "…") ?? null;
  return { kind: "error", code, description };
}

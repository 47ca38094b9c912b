import "server-only";
import type { ProviderError } from "@/lib/auth/oauth/provider-error";
import { type Finding, fail, skipped, warn } from "@/lib/doctor/finding";
import type { AuthorizationRequest } from "@/lib/doctor/provider/authorization/authorization-request";
import { checkClientSecret, rejectsCredentials } from "@/lib/doctor/provider/token/client-secret";
import { redeemMadeUpCode, redeemWithMadeUpSecret } from "@/lib/doctor/provider/token/made-up-code";
import { providerUnavailable } from "@/lib/doctor/provider/unavailable";
import type { Registration } from "@/lib/doctor/report";

type TokenEndpointFacts = {
  request: AuthorizationRequest;
  registration: Registration;
  /** The variable that decides the provider's address. */
  variable: string | null;
  addressRejected: boolean;
};

/** Checks client id and secret at the token endpoint, which the app itself calls. */
export async function checkTokenEndpoint(facts: TokenEndpointFacts): Promise<Finding> {
  const { request, registration, variable, addressRejected } = facts;
  const { name } = registration;
  const check = "token endpoint";
  const response = await redeemMadeUpCode(request);
  switch (response.kind) {
    case "unreachable": {
      const url = request.metadata.token_endpoint;
      return providerUnavailable({ check, name, url, variable, error: response.error });
    }
    case "unusable":
      return unusableResponse(name, response.error);
    case "none":
      return skipped("client secret", `${name} returned nothing that tells`);
    case "error": {
      const isSettled = rejectsCredentials(response.code);
      const control = isSettled ? null : await redeemWithMadeUpSecret(request);
      return checkClientSecret({ ...registration, addressRejected, response, control });
    }
  }
}

function unusableResponse(name: string, { step, code, message }: ProviderError): Finding {
  const check = "token endpoint";
  if (step === "metadata" && /algorithm/.test(message)) {
    const fix =
      "Have it sign the ID Tokens of this client with RS256 or ES256, not with the secret.";
    return fail("metadata", `${name} signs ID Tokens in no way that the app accepts`, fix);
  }
  if (step === "metadata") {
    const fix = "Allow client_secret_basic or client_secret_post for this client.";
    return fail("metadata", `${name} accepts no client secret (${message})`, fix);
  }
  if (code === "redirected" || /status 40[45]$/.test(message)) {
    const fix = `Compare token_endpoint in ${name}'s metadata with its documentation; no proxy may redirect it.`;
    return fail(check, `${name} redeems no codes there (${message})`, fix);
  }
  const fix = `Look in ${name}'s own log; if sign-ins work, ignore this.`;
  return warn(check, `could not be determined: ${name} returned no OAuth error (${message})`, fix);
}

import { type Finding, fail, ok, skipped, warn } from "@/lib/doctor/finding";
import { openIdVariable } from "@/lib/doctor/provider/openid-variable";
import { quoteError } from "@/lib/doctor/provider/quote";
import type { TokenEndpointResponse } from "@/lib/doctor/provider/token/made-up-code";

export type SecretFacts = {
  name: string;
  place: string;
  idVariable: string;
  secretVariable: string;
  redirectAddress: string;
  /** Whether the provider has already rejected the redirect address. */
  addressRejected: boolean;
  /** The error for a made-up code. */
  response: ErrorResponse;
  /** The response to the same request with a made-up secret; null if it was not sent. */
  control: TokenEndpointResponse | null;
};

export type ErrorResponse = Extract<TokenEndpointResponse, { kind: "error" }>;

const check = "client secret";

/** Whether id or secret are wrong, whatever a made-up secret gets. `unauthorized_client` may mean another thing. */
export function rejectsCredentials(code: string): boolean {
  return /^(?!unauthorized_client$).*client|^Not.Found$|^status 401$/i.test(code);
}

const rejectsCode = /^(invalid_grant|bad_verification_code|invalid_code|expired_token)$/;

/**
 * Judges client id and secret by the token endpoint's error for a made-up code. An endpoint that
 * authenticates the client first (RFC 6749, section 3.2.1) complains about the code only if both are
 * right. Some look at the code first: they return the same error for a made-up secret.
 */
export function checkClientSecret(facts: SecretFacts): Finding {
  const { name, place, secretVariable, redirectAddress, response, control } = facts;
  const { code } = response;
  const reason = quoteError(code, response.description);
  const isSame = control?.kind === "error" && control.code === code;
  if (rejectsCode.test(code)) {
    if (control?.kind === "error" && !isSame) {
      return ok(check, `${name} accepts client id and secret, and rejects a made-up secret`);
    }
    return notJudged(facts, isSame ? "it returns the same error for a made-up secret" : null);
  }
  if (rejectsCredentials(code)) {
    return fail(check, `${name} rejects ${secretVariable} (${reason})`, copyAgain(facts));
  }
  if (/redirect_uri/.test(`${code} ${response.description ?? ""}`)) {
    const fix = `Register ${redirectAddress} in ${place}, exactly as written here.`;
    return fail("redirect address", `${name} rejects it (${reason})`, fix);
  }
  if (code === "unauthorized_client" || code === "status 403") {
    return isSame ? rejectsClient(facts, reason) : grantNotAllowed(facts, reason);
  }
  const fix = `If sign-ins fail, look up ${code} in ${name}'s documentation.`;
  return warn(check, `could not be determined: ${name} returned ${reason}`, fix);
}

function notJudged({ name, place, secretVariable }: SecretFacts, why: string | null): Finding {
  const fix = `Compare ${secretVariable} with the secret in ${place}, then sign in once: a wrong one fails with invalid_client in the log.`;
  const cause = why ?? `${name} did not respond to the same request with a made-up secret`;
  return warn(check, `could not be determined: ${cause}`, fix);
}

/** Glewlwyd returns unauthorized_client for a wrong secret and for a wrong redirect address alike. */
function rejectsClient(facts: SecretFacts, reason: string): Finding {
  const { name, redirectAddress, place, addressRejected } = facts;
  if (addressRejected) {
    return skipped(check, `cannot be checked until ${name} accepts the redirect address`);
  }
  const fix = `${copyAgain(facts)} If both are right, register ${redirectAddress} in ${place}, and allow the client the authorization code flow.`;
  return fail(check, `${name} rejects the client (${reason})`, fix);
}

/** RFC 6749, section 5.2: the client is authenticated, and may not use this grant type. */
function grantNotAllowed({ name, place }: SecretFacts, reason: string): Finding {
  const fix = `In ${place}, allow the client the authorization code flow (grant type authorization_code).`;
  return fail(check, `${name} knows the client, and does not allow it to sign in (${reason})`, fix);
}

function copyAgain({ idVariable, secretVariable, place }: SecretFacts): string {
  const variable = openIdVariable(idVariable, "TOKEN_AUTH");
  const method = variable
    ? ` If they are right, send the secret the other way, with ${variable}=post or basic.`
    : "";
  return `Copy ${idVariable} and ${secretVariable} again from ${place}; a secret may have been replaced or expired.${method}`;
}

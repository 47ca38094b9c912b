import { createHash, randomBytes } from "node:crypto";

/** What binds an authorization response to its request; known to the browser's cookie alone. */
export type AuthorizationChecks = {
  /** RFC 6749, section 10.12. */
  state: string;
  /** RFC 7636, section 4.1. */
  codeVerifier: string;
  /** OpenID Connect Core 1.0, section 3.1.2.1; null where no ID Token returns it. */
  nonce: string | null;
};

/** How long a state is valid: long enough for a visitor to look up their password at the provider. */
export const stateMaxAgeSeconds = 15 * 60;

/** New checks of 256 random bits each, in the characters that RFC 7636, section 4.1 allows. */
export function createChecks({ withNonce }: { withNonce: boolean }): AuthorizationChecks {
  const random = () => randomBytes(32).toString("base64url");
  return { state: random(), codeVerifier: random(), nonce: withNonce ? random() : null };
}

type AuthorizationRequest = {
  /** The provider's authorization endpoint. */
  endpoint: string;
  clientId: string;
  redirectUri: string;
  scope: string;
  /** Parameters that control the provider's pages, such as `prompt`. */
  prompt: Record<string, string>;
  checks: AuthorizationChecks;
};

/**
 * The URL of an authorization request (RFC 6749, section 4.1.1) with a state, PKCE (RFC 7636) and,
 * for an OpenID provider, a nonce.
 */
export function authorizationUrl(request: AuthorizationRequest): string {
  const { state, codeVerifier, nonce } = request.checks;
  const url = new URL(request.endpoint);
  const parameters = {
    ...request.prompt,
    response_type: "code",
    client_id: request.clientId,
    redirect_uri: request.redirectUri,
    scope: request.scope,
    state,
    code_challenge: createHash("sha256").update(codeVerifier).digest("base64url"),
    code_challenge_method: "S256",
    ...(nonce && { nonce }),
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

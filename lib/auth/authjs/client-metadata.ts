import "server-only";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import type { OpenIdProvider } from "@/lib/auth/providers/provider";

/**
 * Signatures that only the provider can make. With `none` anyone could, and with HS256 anyone who
 * has our client secret (RFC 8725, section 3.1).
 */
const asymmetricAlgorithms = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];

/**
 * Algorithms that may sign the provider's ID Tokens: those of its entry in the provider table, else
 * the asymmetric ones that its metadata names (OpenID Connect Discovery 1.0, section 3).
 *
 * @throws ProviderError when none is left
 */
export function idTokenAlgorithms(provider: OpenIdProvider, metadata: ServerMetadata): string[] {
  if (provider.idTokenAlgorithms) return provider.idTokenAlgorithms;
  const named = metadata.id_token_signing_alg_values_supported ?? ["RS256"];
  const taken = named.filter((algorithm) => asymmetricAlgorithms.includes(algorithm));
  if (taken.length > 0) return taken;
  throw new ProviderError("metadata", "malformed", {
    message: "the metadata names no supported asymmetric algorithm for ID Tokens",
  });
}

/**
 * Algorithms that may sign the provider's UserInfo responses: those that its metadata names for them,
 * else those of its ID Tokens.
 *
 * @throws ProviderError when none is left
 */
export function userinfoAlgorithms(provider: OpenIdProvider, metadata: ServerMetadata): string[] {
  const { userinfo_signing_alg_values_supported: named = [] } = metadata;
  const taken = named.filter((algorithm) => asymmetricAlgorithms.includes(algorithm));
  return taken.length > 0 ? taken : idTokenAlgorithms(provider, metadata);
}

const secretMethods = ["client_secret_basic", "client_secret_post"] as const;
type SecretMethod = (typeof secretMethods)[number];

/**
 * How to send the client secret to the token endpoint: as the deployer says, else in the
 * Authorization header unless the metadata says otherwise (RFC 8414, section 2). Some providers don't
 * decode the header as RFC 6749, section 2.3.1 has it, and so reject a secret with, say, a `+`.
 *
 * @throws ProviderError when the endpoint accepts no client secret
 */
export function tokenEndpointAuthMethod(
  { tokenAuth }: Pick<OpenIdProvider, "tokenAuth">,
  metadata: ServerMetadata,
): SecretMethod {
  if (tokenAuth) return `client_secret_${tokenAuth}`;
  const named = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const method = secretMethods.find((known) => named.includes(known));
  if (method) return method;
  throw new ProviderError("metadata", "malformed", {
    message: "the token endpoint accepts a client secret neither in the header nor in the body",
  });
}

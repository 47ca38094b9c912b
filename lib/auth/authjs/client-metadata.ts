import "server-only";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import type { OpenIdProvider } from "@/lib/auth/providers/provider";

/**
 * Signatures that only the provider itself can make. With `none` anybody could, and with HS256
 * everybody who has come by our client secret (RFC 8725, section 3.1).
 */
const asymmetricAlgorithms = [
  ...["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"],
  ...["ES256", "ES384", "ES512", "EdDSA", "Ed25519"],
];

/**
 * How the provider's ID Tokens may be signed: as its metadata says, which has to say so (OpenID
 * Connect Discovery 1.0, section 3), but for what an entry of the table knows better.
 *
 * @throws ProviderError when it offers no algorithm that we take
 */
export function idTokenAlgorithms(provider: OpenIdProvider, metadata: ServerMetadata): string[] {
  if (provider.idTokenAlgorithms) return provider.idTokenAlgorithms;
  const named = metadata.id_token_signing_alg_values_supported ?? ["RS256"];
  const taken = named.filter((algorithm) => asymmetricAlgorithms.includes(algorithm));
  if (taken.length > 0) return taken;
  throw new ProviderError("metadata", "malformed", {
    message: "ID Tokens are signed with no asymmetric algorithm that is known here",
  });
}

const secretMethods = ["client_secret_basic", "client_secret_post"] as const;
type SecretMethod = (typeof secretMethods)[number];

/**
 * How the token endpoint takes our secret; in the Authorization header unless its metadata says
 * otherwise (RFC 8414, section 2).
 *
 * @throws ProviderError when it wants something else than a secret
 */
export function tokenEndpointAuthMethod(metadata: ServerMetadata): SecretMethod {
  const named = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const method = secretMethods.find((each) => named.includes(each));
  if (method) return method;
  throw new ProviderError("metadata", "malformed", {
    message: "the token endpoint takes a client secret neither in the header nor in the body",
  });
}

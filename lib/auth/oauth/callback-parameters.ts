import "server-only";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";

/** Real callbacks stay below 2 kB; Node itself refuses a head of more than 16 kB. */
const maxQueryLength = 8 * 1024;

/**
 * The parameters of an authorization response, if they can be one.
 *
 * RFC 6749, section 3.1 forbids a parameter that comes twice; Auth.js would take the last one, so
 * that what was checked might not be what is used.
 */
export function readCallbackParameters(
  query: string,
  metadata: ServerMetadata,
): URLSearchParams | null {
  if (query.length > maxQueryLength) return null;
  const parameters = new URLSearchParams(query);
  const names = [...parameters.keys()];
  if (new Set(names).size !== names.length || !parameters.get("state")) return null;
  if (!parameters.get("code") && !parameters.has("error")) return null;
  // RFC 9207, section 2.4. Auth.js compares an `iss` that is there and misses one that is not.
  if (metadata.authorization_response_iss_parameter_supported && !parameters.get("iss"))
    return null;
  return parameters;
}

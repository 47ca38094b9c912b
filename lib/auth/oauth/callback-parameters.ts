import "server-only";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";

/** Real callbacks stay below 2 kB. Node.js itself rejects request headers over 16 kB. */
const maxQueryLength = 8 * 1024;

/**
 * The parameters of an authorization response; null if they cannot be one.
 *
 * RFC 6749, section 3.1 forbids repeated parameters. Auth.js would use the last one, which may not
 * be the one that was checked.
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
  // RFC 9207, section 2.4. Auth.js compares `iss` only if it is present.
  if (metadata.authorization_response_iss_parameter_supported && !parameters.get("iss"))
    return null;
  return parameters;
}

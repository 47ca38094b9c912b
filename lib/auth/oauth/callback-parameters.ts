import "server-only";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";

/** Real callbacks stay below 2 kB. Node.js itself rejects request headers over 16 kB. */
export const maxQueryLength = 8 * 1024;

/** RFC 6749, section 4.1.2; null or empty where the query has none. */
export type CallbackParameters = {
  state: string;
  code: string | null;
  error: string | null;
  /** RFC 9207. */
  iss: string | null;
};

/**
 * The parameters of an authorization response; null if the query cannot be one. RFC 6749, section
 * 3.1 forbids repeated parameters.
 *
 * @param query - without its question mark
 */
export function readCallbackParameters(query: string): CallbackParameters | null {
  if (query.length > maxQueryLength) return null;
  const parameters = new URLSearchParams(query);
  const names = [...parameters.keys()];
  const state = parameters.get("state");
  if (new Set(names).size !== names.length || !state) return null;
  const [code, error, iss] = ["code", "error", "iss"].map((name) => parameters.get(name));
  return { state, code: code ?? null, error: error ?? null, iss: iss ?? null };
}

/**
 * Whether the response came from the provider that was asked (RFC 9207, section 2.4). A provider
 * that promises `iss` in its metadata sends it always.
 */
export function isExpectedIssuer(iss: string | null, metadata: ServerMetadata): boolean {
  return iss === null
    ? !metadata.authorization_response_iss_parameter_supported
    : iss === metadata.issuer;
}

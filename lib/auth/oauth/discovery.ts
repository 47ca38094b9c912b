import "server-only";
import { z } from "zod";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { providerFetch, readJson } from "@/lib/auth/oauth/provider-fetch";
import { globalSingleton } from "@/lib/global-singleton";

/** The authorization server metadata that we use, under its names in RFC 8414, section 2. */
export type ServerMetadata = {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  jwks_uri?: string;
  userinfo_endpoint?: string | undefined;
  id_token_signing_alg_values_supported?: string[] | undefined;
  userinfo_signing_alg_values_supported?: string[] | undefined;
  token_endpoint_auth_methods_supported?: string[] | undefined;
  /** RFC 9207: if true, an authorization response without `iss` is forged. */
  authorization_response_iss_parameter_supported?: boolean | undefined;
};

/** Endpoints hardly ever change; after an hour, the next sign-in fetches the document again. */
const freshMilliseconds = 60 * 60 * 1000;

const endpoint = z.url({ protocol: /^https?$/ });
/** An optional member that is null or of another type counts as absent. */
const names = z
  .array(z.unknown())
  .transform((values) => values.filter((value) => typeof value === "string"))
  .transform((values) => (values.length > 0 ? values : undefined))
  .optional()
  .catch(undefined);
const discoveryDocument = z.object({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint.optional().catch(undefined),
  id_token_signing_alg_values_supported: names,
  userinfo_signing_alg_values_supported: names,
  token_endpoint_auth_methods_supported: names,
  // Counts as a promise in any spelling: to overlook it would accept forged responses.
  authorization_response_iss_parameter_supported: z
    .unknown()
    .optional()
    .transform((value) => (value === true || value === "true" ? true : undefined)),
});

type CacheEntry = { metadata: Promise<ServerMetadata>; fetchedAt: number };
const cache = globalSingleton("server-metadata", () => new Map<string, CacheEntry>());

/**
 * The metadata of an OpenID provider (OpenID Connect Discovery 1.0, section 4), cached.
 *
 * Only the first call waits. A stale document is served while it is refreshed in the background, so
 * no later sign-in waits for an outgoing call. A failed refresh keeps the old document.
 *
 * @throws ProviderError when no document is cached and none can be fetched
 */
export function discoverMetadata(issuer: string): Promise<ServerMetadata> {
  const known = cache.get(issuer);
  if (known && Date.now() - known.fetchedAt < freshMilliseconds) return known.metadata;
  const fetched = fetchMetadata(issuer);
  const entry = { metadata: known?.metadata ?? fetched, fetchedAt: Date.now() };
  cache.set(issuer, entry);
  fetched.then(
    (metadata) => cache.set(issuer, { ...entry, metadata: Promise.resolve(metadata) }),
    () => known || cache.delete(issuer),
  );
  return entry.metadata;
}

async function fetchMetadata(issuer: string): Promise<ServerMetadata> {
  const url = `${issuer.replace(/\/$/, "")}/.well-known/openid-configuration`;
  const response = await providerFetch("metadata", url, {
    headers: { accept: "application/json" },
  });
  const document = discoveryDocument.safeParse(await readJson("metadata", response));
  if (!document.success) {
    throw new ProviderError("metadata", "malformed", {
      message: "required fields are missing or invalid",
    });
  }
  if (document.data.issuer !== issuer) {
    throw new ProviderError("metadata", "malformed", {
      message: "the document names another issuer",
    });
  }
  if (issuer.startsWith("https:") && endpointsOf(document.data).some(isPlainHttp)) {
    throw new ProviderError("metadata", "malformed", {
      message: "an endpoint is not https although the issuer is",
    });
  }
  return document.data;
}

/** The endpoints that codes, secrets or tokens are sent to, or that keys are fetched from. */
function endpointsOf(metadata: ServerMetadata): (string | undefined)[] {
  const { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = metadata;
  return [authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint];
}

const isPlainHttp = (endpoint: string | undefined) => endpoint?.startsWith("http:");

import "server-only";
import { z } from "zod";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { providerFetch, readJson } from "@/lib/auth/oauth/provider-fetch";
import { globalSingleton } from "@/lib/global-singleton";

/** What we use of an authorization server's metadata, under the names of RFC 8414, section 2. */
export type ServerMetadata = {
  issuer: string;
  authorization_endpoint: string;
  token_endpoint: string;
  jwks_uri?: string;
  userinfo_endpoint?: string | undefined;
  id_token_signing_alg_values_supported?: string[] | undefined;
  token_endpoint_auth_methods_supported?: string[] | undefined;
  /** RFC 9207: then an authorization response without `iss` is a forged one. */
  authorization_response_iss_parameter_supported?: boolean | undefined;
};

/** Endpoints all but never change; an hour bounds how long a change goes unseen. */
const freshMilliseconds = 60 * 60 * 1000;

const endpoint = z.url({ protocol: /^https?$/ });
const discoveryDocument = z.object({
  issuer: z.string(),
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint.optional(),
  id_token_signing_alg_values_supported: z.array(z.string()).optional(),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional(),
  authorization_response_iss_parameter_supported: z.boolean().optional(),
});

type CacheEntry = { metadata: Promise<ServerMetadata>; fetchedAt: number };
const cache = globalSingleton("server-metadata", () => new Map<string, CacheEntry>());

/**
 * The metadata of an OpenID provider (OpenID Connect Discovery 1.0, section 4), cached.
 *
 * Only the first call waits. Once a document is known, a stale one is served while it is fetched
 * again, so that starting a sign-in makes no outgoing call; a failed refresh keeps the old one.
 *
 * @throws ProviderError when no document has been had yet and none can be
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
    throw new ProviderError("metadata", "malformed", { message: "endpoints are missing" });
  }
  if (document.data.issuer !== issuer) {
    throw new ProviderError("metadata", "malformed", {
      message: "the document names another issuer",
    });
  }
  if (issuer.startsWith("https:") && endpointsOf(document.data).some(isInTheClear)) {
    throw new ProviderError("metadata", "malformed", {
      message: "an endpoint is not https, though the issuer is",
    });
  }
  return document.data;
}

/** To which codes, secrets and tokens are sent, or from which keys are taken. */
function endpointsOf(metadata: ServerMetadata): (string | undefined)[] {
  const { authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint } = metadata;
  return [authorization_endpoint, token_endpoint, jwks_uri, userinfo_endpoint];
}

const isInTheClear = (endpoint: string | undefined) => endpoint?.startsWith("http:");

import "server-only";
import { isProviderError } from "@/lib/auth/oauth/provider-error";
import { boundedFetch } from "@/lib/auth/oauth/provider-fetch";

export type DiscoveryDocument = Record<string, unknown>;

/** What a server returned for an issuer's metadata, whether or not the app can use it. */
export type DiscoveryResponse = {
  url: string;
  status: number;
  /** The target of a redirect. */
  location: string | null;
  /** Null if the body is not a JSON object. */
  document: DiscoveryDocument | null;
};

const path = "/.well-known/openid-configuration";

/**
 * Fetches an issuer's metadata (OpenID Connect Discovery 1.0, section 4), to explain why the app
 * rejects it, and to read the members that the app does not use.
 * @throws ProviderError if no response comes
 */
export function fetchDiscovery(issuer: string): Promise<DiscoveryResponse> {
  return fetchDocument(`${issuer.replace(/\/$/, "")}${path}`);
}

/** The issuer named by a document that a redirect leads to; null if there is none. */
export async function issuerBehind(location: string): Promise<string | null> {
  try {
    const { document } = await fetchDocument(location);
    return typeof document?.issuer === "string" ? document.issuer : null;
  } catch (error) {
    if (!isProviderError(error)) throw error;
    return null;
  }
}

async function fetchDocument(url: string): Promise<DiscoveryResponse> {
  const headers = { accept: "application/json" };
  const response = await boundedFetch("metadata", url, { headers });
  const location = response.headers.get("location");
  return {
    url,
    status: response.status,
    location: location && URL.canParse(location, url) ? new URL(location, url).href : null,
    document: readObject(await response.text()),
  };
}

function readObject(text: string): DiscoveryDocument | null {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
    return isObject ? (value as DiscoveryDocument) : null;
  } catch {
    return null;
  }
}

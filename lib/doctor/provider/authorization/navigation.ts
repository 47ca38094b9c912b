import "server-only";
import http from "node:http";
import https from "node:https";
import { ProviderError } from "@/lib/auth/oauth/provider-error";
import { boundedFetch } from "@/lib/auth/oauth/provider-fetch";

/** What a page load returns before any redirect is followed. */
export type Navigation = {
  status: number;
  location: URL | null;
  text: string;
  /** How far the server's clock is ahead, by its Date header. */
  skewSeconds: number | null;
};

/**
 * The headers of a browser that follows a link from another site
 * (https://www.w3.org/TR/fetch-metadata/). Some providers respond to programs in another way.
 */
const browserHeaders = {
  accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
  "accept-language": "en",
  "sec-fetch-dest": "document",
  "sec-fetch-mode": "navigate",
  "sec-fetch-site": "cross-site",
  "sec-fetch-user": "?1",
  "upgrade-insecure-requests": "1",
  "user-agent": "Mozilla/5.0 (compatible; foyer-doctor)",
};

const timeoutMilliseconds = 5_000;
/** The words of an error page come long before this. */
const maxBodyBytes = 256 * 1024;

/**
 * Requests a page as a browser does, and follows no redirect.
 *
 * `fetch` always sends `Sec-Fetch-Mode: cors`, so this uses Node's http module, except behind an
 * outgoing proxy, which only `fetch` may use.
 *
 * @throws ProviderError
 */
export async function navigate(url: URL): Promise<Navigation> {
  const { status, headers, text } = await (usesProxy() ? throughFetch(url) : directly(url));
  const location = headers.get("location") ?? redirectInJson(text);
  const date = Date.parse(headers.get("date") ?? "");
  return {
    status,
    location: location && URL.canParse(location, url) ? new URL(location, url) : null,
    text,
    skewSeconds: Number.isNaN(date) ? null : (date - Date.now()) / 1000,
  };
}

type Page = { status: number; headers: Headers; text: string };

async function throughFetch(url: URL): Promise<Page> {
  const response = await boundedFetch("authorization", url, { headers: browserHeaders });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

function directly(url: URL): Promise<Page> {
  const signal = AbortSignal.timeout(timeoutMilliseconds);
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown) =>
      reject(
        new ProviderError("authorization", signal.aborted ? "timeout" : "unreachable", { cause }),
      );
    const { request } = url.protocol === "https:" ? https : http;
    request(url, { headers: browserHeaders, agent: false, signal }, (response) => {
      const { statusCode: status = 0, headers } = response;
      const { location, date } = headers;
      const kept = new Headers({ ...(location && { location }), ...(date && { date }) });
      readText(response).then((text) => resolve({ status, headers: kept, text }), fail);
    })
      .on("error", fail)
      .end();
  });
}

async function readText(response: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes > maxBodyBytes) break;
  }
  return Buffer.concat(chunks).toString("utf8");
}

/** Which addresses a proxy is for is decided by `fetch`. */
function usesProxy(): boolean {
  const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
  return names.some((name) => process.env[name]);
}

/** Better Auth redirects programs so, and lets them follow: `handleRedirect` in its oauth-provider. */
function redirectInJson(text: string): string | null {
  try {
    const body = JSON.parse(text) as { redirect?: unknown; url?: unknown } | null;
    return body?.redirect === true && typeof body.url === "string" ? body.url : null;
  } catch {
    return null;
  }
}

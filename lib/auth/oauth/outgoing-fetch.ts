import "server-only";
import { env } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";

type Fetch = (url: string | URL, init: RequestInit) => Promise<Response>;

const held = globalSingleton("outgoing-fetch", () => ({ fetch: null as Promise<Fetch> | null }));

/**
 * `fetch`, through the proxy of HTTPS_PROXY, HTTP_PROXY and NO_PROXY if there is one. Node.js 20 ignores
 * these variables, and an agent works only with the `fetch` of its own version of undici.
 */
export async function outgoingFetch(url: string | URL, init: RequestInit): Promise<Response> {
  if (!env().outgoingProxy) return fetch(url, init);
  held.fetch ??= fetchThroughProxy();
  return (await held.fetch)(url, init);
}

async function fetchThroughProxy(): Promise<Fetch> {
  const { EnvHttpProxyAgent, fetch: fetchWithAgent } = await import("undici");
  const proxy = env().outgoingProxy;
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: proxy?.http ?? "",
    httpsProxy: proxy?.https ?? "",
    noProxy: proxy?.direct ?? "",
  });
  type Init = Parameters<typeof fetchWithAgent>[1];
  return async (url, init) =>
    (await fetchWithAgent(url, { ...init, dispatcher } as Init)) as unknown as Response;
}

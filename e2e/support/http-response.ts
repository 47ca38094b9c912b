import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";
import { parseSetCookie, type SetCookie } from "./cookie-jar";

/** Longer than any response may take, and shorter than a test's timeout, so that a hang is reported as one. */
const responseTimeoutMs = 20_000;

/**
 * Sends one request with exactly these headers. `fetch` would not let a test set Host, or omit and
 * repeat headers that browsers always send once.
 */
export function requestOnce(url: string, options: RequestOptions = {}): Promise<HttpResponse> {
  const { method = "GET", headers = {}, body } = options;
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    // Without an agent, an early error response cannot break a connection that other requests share.
    const sent = request(url, { method, headers, agent: false, timeout: responseTimeoutMs });
    sent.on("timeout", () => sent.destroy(new Error(`${method} ${url} timed out.`)));
    sent.on("error", reject);
    sent.on("response", (response) => {
      const { statusCode: status = 0, headers } = response;
      const read = async () => ({
        status,
        headers,
        location: headers.location ?? null,
        cookies: (headers["set-cookie"] ?? []).map(parseSetCookie),
        body: await text(response),
        milliseconds: performance.now() - begun,
      });
      read().then(resolve, reject);
    });
    sent.end(body);
  });
}

export type RequestOptions = {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: Buffer | string;
};

export type HttpResponse = {
  status: number;
  headers: IncomingHttpHeaders;
  location: string | null;
  cookies: SetCookie[];
  body: string;
  milliseconds: number;
};

/** The reference on a page, if there is one. */
function findReference({ body }: HttpResponse): string | undefined {
  return /Reference: <code><bdi>([a-z0-9]+)<\/bdi>/.exec(body)?.[1];
}

/** The reference on a failure page. */
export function referenceOn(response: HttpResponse): string {
  const reference = findReference(response);
  if (!reference)
    throw new Error(`There is no reference on this page: ${response.body.slice(-400)}`);
  return reference;
}

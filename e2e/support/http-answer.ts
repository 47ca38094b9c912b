import { type IncomingHttpHeaders, type OutgoingHttpHeaders, request } from "node:http";
import { parseSetCookie, type SetCookie } from "./cookie-jar";

/** Longer than anything the app may take; a hang then fails as itself and not as a test's timeout. */
const answerTimeoutMs = 20_000;

/**
 * One request, with exactly the headers given: `fetch` would not let a test set Host, or leave out
 * or double what a browser does not.
 */
export function requestOnce(url: string, options: RequestOptions = {}): Promise<HttpAnswer> {
  const { method = "GET", headers = {}, body } = options;
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    // Without an agent, so that an early refusal cannot spoil a connection that others wait for.
    const sent = request(url, { method, headers, agent: false, timeout: answerTimeoutMs });
    sent.on("timeout", () => sent.destroy(new Error(`${method} ${url} was not answered in time.`)));
    sent.on("error", reject);
    sent.on("response", async (response) => {
      try {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk as Buffer);
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          location: response.headers.location ?? null,
          cookies: (response.headers["set-cookie"] ?? []).map(parseSetCookie),
          body: Buffer.concat(chunks).toString("utf8"),
          milliseconds: performance.now() - begun,
        });
      } catch (error) {
        reject(error);
      }
    });
    sent.end(body);
  });
}

export type RequestOptions = {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: Buffer | string;
};

export type HttpAnswer = {
  status: number;
  headers: IncomingHttpHeaders;
  location: string | null;
  cookies: SetCookie[];
  body: string;
  milliseconds: number;
};

/** The reference that a failure page shows. */
export function referenceOn(answer: HttpAnswer): string {
  const reference = /Reference: <code><bdi>([a-z0-9]+)<\/bdi>/.exec(answer.body)?.[1];
  if (!reference) throw new Error(`There is no reference on this page: ${answer.body.slice(-400)}`);
  return reference;
}

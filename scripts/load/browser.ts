import { Agent, type OutgoingHttpHeaders, request } from "node:http";
import { text } from "node:stream/consumers";

/** Longer than a response may take under any tested load. */
const responseTimeoutMs = 60_000;
const agent = new Agent({ keepAlive: true, maxSockets: 2_000 });

/** As much of a browser as a sign-in needs: one site's cookies, forms without JavaScript, fetch. */
export class Browser {
  readonly cookies = new Map<string, string>();

  constructor(readonly origin: string) {}

  open(url: string): Promise<BrowserResponse> {
    return this.#send(url, {});
  }

  /** Submits a form of the page at `url` as a browser does without JavaScript. */
  async submit(url: string, { action, fields }: HtmlForm): Promise<BrowserResponse> {
    const form = new FormData();
    for (const [name, value] of fields) form.append(name, value);
    const encoded = new Response(form);
    return this.#post(new URL(action, url).href, {
      type: encoded.headers.get("content-type") ?? "",
      body: Buffer.from(await encoded.arrayBuffer()),
    });
  }

  /** Posts JSON as a script of the site does. */
  postJson(url: string, value: unknown): Promise<BrowserResponse> {
    return this.#post(url, { type: "application/json", body: Buffer.from(JSON.stringify(value)) });
  }

  #post(url: string, { type, body }: { type: string; body: Buffer }): Promise<BrowserResponse> {
    return this.#send(url, {
      method: "POST",
      headers: { origin: this.origin, "sec-fetch-site": "same-origin", "content-type": type },
      body,
    });
  }

  async #send(
    url: string,
    { method = "GET", headers = {}, body }: Options,
  ): Promise<BrowserResponse> {
    const isOurs = url.startsWith(this.origin);
    const cookie = [...this.cookies].map((pair) => pair.join("=")).join("; ");
    const sentHeaders = { ...headers, ...(isOurs && cookie && { cookie }) };
    const response = await exchange(url, { method, headers: sentHeaders, body });
    if (isOurs) for (const header of response.cookies) this.#keep(header);
    return response;
  }

  #keep(header: string): void {
    const [pair = ""] = header.split(";");
    const at = pair.indexOf("=");
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === "") this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

function exchange(url: string, { method, headers, body }: Options): Promise<BrowserResponse> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers, agent, timeout: responseTimeoutMs });
    sent.on("timeout", () => sent.destroy(new Error("no response in time")));
    sent.on("error", (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection as we sent on it, so it has read nothing of this.
      const isStale = sent.reusedSocket && error.code === "ECONNRESET";
      if (isStale) resolve(exchange(url, { method, headers, body }));
      else reject(error);
    });
    sent.on("response", (response) => {
      const { statusCode: status = 0, headers } = response;
      const { location = "", "set-cookie": cookies = [] } = headers;
      text(response).then((body) => resolve({ status, location, cookies, body }), reject);
    });
    sent.end(body);
  });
}

export type HtmlForm = {
  /** Where it is submitted to; empty for the page's own address. */
  action: string;
  fields: [name: string, value: string][];
};

/** The first form of a page that contains this text. */
export function findForm(html: string, label: string): HtmlForm {
  const forms = [...html.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gs)];
  const [, tag = "", content = ""] = forms.find(([form]) => form.includes(label)) ?? [];
  if (!content) throw new Error(`there is no form for ${label}`);
  const inputs = [...content.matchAll(/<input\b([^>]*)>/g)];
  const fields = inputs.map(([, attributes = ""]): [string, string] => [
    attribute(attributes, "name"),
    attribute(attributes, "value"),
  ]);
  return { action: attribute(tag, "action"), fields };
}

function attribute(attributes: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1] ?? "";
  return value.replaceAll("&quot;", '"');
}

/** @throws Error that names the step, unless the response has one of the expected statuses */
export function expectResponse(
  { status, body }: BrowserResponse,
  expected: number[],
  step: string,
): void {
  if (expected.includes(status)) return;
  const title = /<h1[^>]*>(.*?)<\/h1>/s.exec(body)?.[1] ?? "";
  throw new Error(`${step} responded with ${status} ${title}`);
}

type Options = {
  method?: string;
  headers?: OutgoingHttpHeaders;
  body?: Buffer | undefined;
};

export type BrowserResponse = { status: number; location: string; cookies: string[]; body: string };

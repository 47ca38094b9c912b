import type { IncomingMessage } from "node:http";
import type { ProviderName } from "./clients";
import type { Endpoint } from "./faults/fault";

// Enough for a whole test run, and an end to what a long `dev` session can gather.
const maxEntries = 20_000;
const secretParameters = new Set(["client_secret", "code", "code_verifier"]);

/** The requests that the providers received, for tests to count and read. */
export class RequestLog {
  #entries: RequestRecord[] = [];

  /** Notes a request; its secrets are left out, only their names stay in `bodyKeys`. */
  add(request: NotedRequest): void {
    const url = new URL(request.url, "http://localhost");
    const body = request.body ?? {};
    this.#entries.push({
      at: new Date().toISOString(),
      provider: request.provider,
      endpoint: request.endpoint,
      method: request.req.method ?? "",
      query: Object.fromEntries(url.searchParams),
      bodyKeys: Object.keys(body),
      body: Object.fromEntries(Object.entries(body).filter(([key]) => !secretParameters.has(key))),
      accept: request.req.headers.accept,
      userAgent: request.req.headers["user-agent"],
      authorization: request.req.headers.authorization?.split(" ")[0],
      account: request.account,
    });
    if (this.#entries.length > maxEntries) this.#entries.shift();
  }

  /** Says whose an authorization request turned out to be; `state` is what tells the flows apart. */
  attribute(provider: ProviderName, state: string | null, account: string | undefined): void {
    if (!account) return;
    for (const entry of this.#entries) {
      if (entry.provider !== provider || entry.endpoint !== "authorize" || entry.account) continue;
      if ((entry.query.state ?? null) === state) entry.account = account;
    }
  }

  list(account: string | null): RequestRecord[] {
    return account === null ? this.#entries : this.#entries.filter((e) => e.account === account);
  }

  clear(): void {
    this.#entries = [];
  }
}

/** The address is given apart, because mounting shortens `req.url`. */
export type NotedRequest = {
  req: IncomingMessage;
  url: string;
  provider: ProviderName;
  endpoint: Endpoint;
  body?: Record<string, unknown> | undefined;
  account?: string | undefined;
};

export type RequestRecord = {
  at: string;
  provider: ProviderName;
  endpoint: Endpoint;
  method: string;
  query: Record<string, string>;
  bodyKeys: string[];
  body: Record<string, unknown>;
  accept: string | undefined;
  userAgent: string | undefined;
  authorization: string | undefined;
  account: string | undefined;
};

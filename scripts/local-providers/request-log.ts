import type { IncomingMessage } from "node:http";
import type { ProviderName } from "./clients";
import type { Endpoint } from "./faults/fault";

// Enough for a whole test run. Limits the memory that a long `dev` session uses.
const maxEntries = 20_000;
const secretParameters = new Set(["client_secret", "code", "code_verifier"]);

/** The requests that the providers received, for tests to count and read. */
export class RequestLog {
  #entries: RequestRecord[] = [];

  /** Logs a request without its secrets; only their names are kept, in `bodyKeys`. */
  add(request: LoggedRequest): void {
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

  /** Sets the account of an authorization request once it is known. `state` identifies the flow. */
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

/** `url` is separate because mounting oidc-provider shortens `req.url`. */
export type LoggedRequest = {
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

import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const dripIntervalMs = 1_000;

/** One endpoint of a provider, on a port of its own, that a test can spoil or take away. */
export class FaultyEndpoint {
  /** The paths that were asked for, in their order. */
  asked: string[] = [];
  /** How long the right answer takes. */
  delayMs = 0;
  #fault: Fault | undefined;

  private constructor(
    readonly server: Server,
    readonly port: number,
  ) {}

  /** @param response - while nothing is wrong with it */
  static async open(received: RequestListener): Promise<FaultyEndpoint> {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const endpoint = new FaultyEndpoint(server, (server.address() as AddressInfo).port);
    server.on("request", (request, response) => {
      endpoint.asked.push(request.url ?? "");
      const fault = endpoint.#fault;
      if (typeof fault === "function") fault(response);
      else setTimeout(() => received(request, response), endpoint.delayMs);
    });
    return endpoint;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  async tamper(fault: Fault): Promise<void> {
    this.#fault = fault;
    this.asked = [];
    if (fault === "refuse") await this.close();
    else await this.#listen();
  }

  async repair(): Promise<void> {
    this.#fault = undefined;
    this.asked = [];
    await this.#listen();
  }

  async close(): Promise<void> {
    if (!this.server.listening) return;
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, "close");
  }

  async #listen(): Promise<void> {
    if (this.server.listening) return;
    this.server.listen(this.port, "127.0.0.1");
    await once(this.server, "listening");
  }
}

type Fault = "refuse" | ((response: ServerResponse) => void);

export function says(status: number, body: string, headers = {}): Fault {
  return (response) => response.writeHead(status, headers).end(body);
}

/** What any endpoint that is asked for JSON can do wrong, and does at once. */
export const quickFaults: Record<string, Fault> = {
  "a refused connection": "refuse",
  "a reset connection": (response) => response.destroy(),
  "status 404": says(404, "{}"),
  "status 500": says(500, ""),
  "a redirect": says(302, "", { location: "/followed" }),
  "a page of HTML": says(200, "<h1>no</h1>"),
  "malformed JSON": says(200, '{"issuer":'),
  "missing fields": says(200, "{}"),
  "an endless body": (response) => {
    response.on("error", () => {});
    const more = () => {
      while (!response.destroyed && response.write(" ".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  },
};

/** What takes as long as it is waited for. */
export const slowFaults = {
  silence: () => {},
  "a byte a second": (response: ServerResponse) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(" "), dripIntervalMs);
    response.on("close", () => clearInterval(timer));
  },
};

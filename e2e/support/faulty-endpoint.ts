import { once } from "node:events";
import { createServer, type RequestListener, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

const dripIntervalMs = 1_000;

/** One endpoint of a provider on its own port, which a test can break or close. */
export class FaultyEndpoint {
  /** The requested paths, in order. */
  asked: string[] = [];
  /** How long the correct response takes. */
  delayMs = 0;
  #fault: Fault | undefined;

  private constructor(
    readonly server: Server,
    readonly port: number,
  ) {}

  /** @param received - responds while the endpoint has no fault */
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

export function respondWith(status: number, body: string, headers = {}): Fault {
  return (response) => response.writeHead(status, headers).end(body);
}

/** Immediate faults of an endpoint that should respond with JSON. */
export const quickFaults: Record<string, Fault> = {
  "a refused connection": "refuse",
  "a reset connection": (response) => response.destroy(),
  "status 404": respondWith(404, "{}"),
  "status 500": respondWith(500, ""),
  "a redirect": respondWith(302, "", { location: "/followed" }),
  "a page of HTML": respondWith(200, "<h1>no</h1>"),
  "malformed JSON": respondWith(200, '{"issuer":'),
  "missing fields": respondWith(200, "{}"),
  "an endless body": (response) => {
    response.on("error", () => {});
    const more = () => {
      while (!response.destroyed && response.write(" ".repeat(65_536)));
    };
    response.on("drain", more);
    more();
  },
};

/** Faults that last until the client gives up. */
export const slowFaults = {
  silence: () => {},
  "a byte a second": (response: ServerResponse) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write(" "), dripIntervalMs);
    response.on("close", () => clearInterval(timer));
  },
};

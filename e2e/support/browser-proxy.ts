import { createServer, type IncomingHttpHeaders, request } from "node:http";
import { LocalProxy } from "./local-proxy";

export type ProxiedRequest = {
  method: string;
  url: URL;
  headers: IncomingHttpHeaders;
  /** Of its response, once there is one. */
  status?: number;
};

/** An HTTP proxy for a browser, which records its requests and can add headers to the responses. */
export class BrowserProxy extends LocalProxy {
  readonly requests: ProxiedRequest[] = [];

  /** @param added - set on each response of this origin */
  static async start(origin: string, added: Record<string, string> = {}): Promise<BrowserProxy> {
    const server = createServer((incoming, outgoing) => {
      const { method = "", headers } = incoming;
      const url = new URL(incoming.url ?? "");
      const proxied: ProxiedRequest = { method, url, headers };
      proxy.requests.push(proxied);
      const forwarded = request(url, { method, headers, agent: false }, (response) => {
        const own = url.origin === origin ? added : {};
        proxied.status = response.statusCode ?? 502;
        outgoing.writeHead(proxied.status, { ...response.headers, ...own });
        response.pipe(outgoing);
      });
      forwarded.on("error", () => outgoing.destroy());
      incoming.pipe(forwarded);
    });
    const proxy = new BrowserProxy(server);
    await proxy.listen();
    return proxy;
  }
}

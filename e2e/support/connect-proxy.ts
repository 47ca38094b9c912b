import { once } from "node:events";
import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** An HTTP proxy for the app, which tunnels every host to one port of this machine. */
export class ConnectProxy {
  /** The hosts and ports that the app asked for, in order. */
  readonly asked: string[] = [];

  private constructor(readonly server: Server) {}

  static async start(targetPort: number): Promise<ConnectProxy> {
    const proxy = new ConnectProxy(createServer());
    proxy.server.on("connect", ({ url = "" }, client, head) => {
      proxy.asked.push(url);
      const upstream = connect(targetPort, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on("error", () => client.destroy());
      client.on("error", () => {}).on("close", () => upstream.destroy());
    });
    proxy.server.listen(0, "127.0.0.1");
    await once(proxy.server, "listening");
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    const closed = once(this.server, "close");
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }
}

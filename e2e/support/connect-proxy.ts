import { createServer } from "node:http";
import { connect } from "node:net";
import { LocalProxy } from "./local-proxy";

/** An HTTP proxy for the app, which tunnels every host to one port of this machine. */
export class ConnectProxy extends LocalProxy {
  /** The hosts and ports that the app asked for, in order. */
  readonly asked: string[] = [];

  static async start(targetPort: number): Promise<ConnectProxy> {
    const server = createServer();
    const proxy = new ConnectProxy(server);
    server.on("connect", ({ url = "" }, client, head) => {
      proxy.asked.push(url);
      const upstream = connect(targetPort, "127.0.0.1", () => {
        client.write("HTTP/1.1 200 OK\r\n\r\n");
        upstream.write(head);
        upstream.pipe(client).pipe(upstream);
      });
      upstream.on("error", () => client.destroy());
      client.on("error", () => {}).on("close", () => upstream.destroy());
    });
    await proxy.listen();
    return proxy;
  }
}

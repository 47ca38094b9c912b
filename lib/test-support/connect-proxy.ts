import { createServer } from "node:http";
import { connect } from "node:net";
import { listenDuringTest } from "@/lib/test-support/listen-during-test";

export type ConnectProxy = {
  url: string;
  /** The hosts and ports that clients asked for, in order. */
  asked: string[];
};

/**
 * Starts an HTTP proxy that tunnels every host to one port of this machine (CONNECT, RFC 9110, section
 * 9.3.6).
 * @param status - of its response to CONNECT
 */
export async function startConnectProxy(target: string, status = 200): Promise<ConnectProxy> {
  const asked: string[] = [];
  const { port } = new URL(target);
  const server = createServer((_, response) => response.writeHead(405).end());
  server.on("connect", ({ url = "" }, client, head) => {
    asked.push(url);
    client.on("error", () => {});
    if (status !== 200) return client.end(`HTTP/1.1 ${status} No\r\n\r\n`);
    const upstream = connect(Number(port), "127.0.0.1", () => {
      client.write(`HTTP/1.1 200 OK\r\n\r\n`);
      upstream.write(head);
      upstream.pipe(client).pipe(upstream);
    });
    upstream.on("error", () => client.destroy());
    client.on("close", () => upstream.destroy());
  });
  return { url: `http://${await listenDuringTest(server)}`, asked };
}

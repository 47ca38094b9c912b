import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { listenDuringTest } from "@/lib/test-support/listen-during-test";

export type LocalServer = {
  origin: string;
  /** The paths that were requested, in order. */
  paths: string[];
};

/** Starts an HTTP server on a free port, and closes it with all connections after the test. */
export async function startLocalServer(listener: RequestListener): Promise<LocalServer> {
  const paths: string[] = [];
  const server = createServer((request, response) => {
    paths.push(request.url ?? "");
    listener(request, response);
  });
  return { origin: `http://${await listenDuringTest(server)}`, paths };
}

/** The origin of a port on which nothing listens. */
export async function closedOrigin(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

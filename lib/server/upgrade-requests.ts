import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, Server } from "node:http";
import type { Duplex } from "node:stream";
import { externalRewrites } from "@/lib/security/external-rewrites";
import { onConnection } from "@/lib/server/next-server";

/**
 * Treats a request that offers to switch protocols as the plain request it also is (RFC 9110,
 * section 7.8). Next.js listens for such requests to forward WebSockets through rewrites. It leaves
 * all others without a response, in case the builder's own listener takes them.
 *
 * Node itself ignores the offer if nothing listens, so Next.js's listener goes, except in a build
 * with rewrites to other servers. A listener of the builder's stays as it is.
 */
export function servePlainUpgrades(): void {
  dropIgnoredOffers();
  const known = new WeakSet<Server>();
  onConnection((_, server) => {
    if (known.has(server)) return;
    known.add(server);
    // `next start` adds its listener when it creates the server, before other code has access to it.
    const [listener] = server.listeners("upgrade");
    if (!listener) return;
    server.off("upgrade", listener as UpgradeListener);
    const external = externalRewrites();
    if (external.length > 0) leaveToNext(server, listener as UpgradeListener, external);
  });
}

/** Next.js forwards a server action with the headers it came with, and `fetch` throws on this one. */
function dropIgnoredOffers(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    delete request.headers.upgrade;
  });
}

type UpgradeListener = (request: IncomingMessage, socket: Duplex, head: Buffer) => void;

/** Leaves to Next.js what a rewrite sends to another server, and the rest to the builder's listener. */
function leaveToNext(server: AskingServer, next: UpgradeListener, external: RegExp[]): void {
  server.on("upgrade", splitUpgrades(server, next, external));
  // Newer versions of Node ask this for each request. It is documented as an option of createServer, which
  // Next.js calls: https://nodejs.org/api/http.html#httpcreateserveroptions-requestlistener
  if (!server.shouldUpgradeCallback) return;
  server.shouldUpgradeCallback = (request) =>
    isForwarded(request, external) || server.listenerCount("upgrade") > 1;
}

type AskingServer = Server & { shouldUpgradeCallback?: (request: IncomingMessage) => boolean };

function isForwarded({ url }: IncomingMessage, external: RegExp[]): boolean {
  const [pathname = "/"] = (url ?? "/").split("?", 1);
  return external.some((rule) => rule.test(pathname));
}

/** The same in older versions of Node, which release the connection before they call the listener. */
function splitUpgrades(server: Server, next: UpgradeListener, external: RegExp[]): UpgradeListener {
  return (request, socket, head) => {
    if (isForwarded(request, external)) {
      next.call(server, request, socket, head);
      return;
    }
    if (server.listenerCount("upgrade") > 1) return;
    // It starts again with the same bytes, without the offer.
    socket.unshift(Buffer.concat([headWithoutOffer(request), head]));
    server.emit("connection", socket);
  };
}

const offer = ["connection", "upgrade", "http2-settings"];

/** Such a connection carries one request only, so nothing after it can be taken for another. */
function headWithoutOffer({ method, url, httpVersion, rawHeaders }: IncomingMessage): Buffer {
  const lines = [`${method} ${url} HTTP/${httpVersion}`, "Connection: close"];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = rawHeaders[index] ?? "";
    if (!offer.includes(name.toLowerCase())) lines.push(`${name}: ${rawHeaders[index + 1]}`);
  }
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}

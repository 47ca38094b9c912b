import "server-only";
import { subscribe } from "node:diagnostics_channel";
import { Server } from "node:http";
import type { AddressInfo, Socket } from "node:net";

/**
 * Calls `listener` for every connection to the HTTP server that `next start`, or the `server.js` of a
 * standalone build, has created. A builder's own server and its connections are left alone.
 * https://nodejs.org/api/diagnostics_channel.html#event-netserversocket
 */
export function onConnection(listener: (socket: Socket, server: Server) => void): void {
  subscribe("net.server.socket", (message) => {
    const { socket } = message as { socket: Socket & { server?: unknown } };
    if (socket.server instanceof Server && isNextServer(socket.server)) {
      listener(socket, socket.server);
    }
  });
}

/** Next.js sets this variable to the origin of the server that it has started itself. */
export function isNextServer(server: Server): boolean {
  const origin = process.env.__NEXT_PRIVATE_ORIGIN;
  const address = server.address() as AddressInfo | null;
  return origin !== undefined && Number(new URL(origin).port) === address?.port;
}

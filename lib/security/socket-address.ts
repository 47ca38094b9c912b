import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";

/**
 * Appends the socket's address to X-Forwarded-For of every request, as a proxy would.
 *
 * Next tells a page nothing about the socket, and keeps an X-Forwarded-For that the client made
 * up; with this, the last entry is always one that we saw ourselves. Node publishes the channel
 * before any handler runs: https://nodejs.org/api/diagnostics_channel.html#http
 */
export function recordSocketAddress(): void {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    const seen = request.headers["x-forwarded-for"];
    const address = request.socket.remoteAddress ?? "unknown";
    request.headers["x-forwarded-for"] = seen ? `${seen}, ${address}` : address;
  });
}

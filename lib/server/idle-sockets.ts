import "server-only";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { onConnection } from "@/lib/server/next-server";

/** Time for a WebSocket's closing message, and for a request that is just arriving. */
const graceMilliseconds = 500;

/**
 * Tracks connections, so that those without a pending response can be closed. Node's `server.close()`
 * closes idle ones but waits for a WebSocket, or for the rest of a request's head.
 * @returns a function that closes them: soon, or as soon as their last response is finished
 */
export function endSocketsWithoutRequest(): () => void {
  /** Pending responses of each connection: several, if the client pipelines requests. */
  const awaited = new Map<Socket, number>();
  let isEnding = false;
  const endIfIdle = (socket: Socket) => {
    if (isEnding && awaited.get(socket) === 0) socket.destroySoon();
  };
  onConnection((socket) => {
    awaited.set(socket, 0);
    socket.once("close", () => awaited.delete(socket));
  });
  const count = (socket: Socket, change: number) => {
    const responses = awaited.get(socket);
    if (responses === undefined) return;
    awaited.set(socket, responses + change);
    endIfIdle(socket);
  };
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const { socket } = request;
    count(socket, 1);
    response.once("close", () => count(socket, -1));
  });
  return () => {
    setTimeout(() => {
      isEnding = true;
      for (const socket of awaited.keys()) endIfIdle(socket);
    }, graceMilliseconds).unref();
  };
}

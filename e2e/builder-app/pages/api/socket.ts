import type { Server } from "node:http";
import type { NextApiRequest, NextApiResponse } from "next";

let isListening = false;

/** On its first request, adds an upgrade listener to the server, as WebSocket libraries do. */
export default function handler(_request: NextApiRequest, response: NextApiResponse): void {
  const { server } = response.socket as unknown as { server: Server };
  if (!isListening) {
    server.on("upgrade", (request, socket) => {
      if (request.url !== "/echo") return;
      socket.write(
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n",
      );
      socket.pipe(socket);
    });
  }
  isListening = true;
  response.status(204).end();
}

import "server-only";
import { once } from "node:events";
import type { IncomingMessage, ServerResponse } from "node:http";
import { bodyDeadlineMilliseconds } from "@/lib/gate/read-body";
import { replaceResponse } from "@/lib/server/replace-response";

/** What a route gets that still reads a body when it turns out to be too long. */
class BodyTooLongError extends Error {
  override name = "BodyTooLongError";

  constructor() {
    super("the body is longer than its path accepts");
  }
}

/**
 * Counts a body whose length no header tells. Of a longer one, nothing more reaches the route, least of
 * all its end. The response is ours, or the connection ends if the route has already begun to respond.
 */
export function limitBody(
  request: IncomingMessage,
  response: ServerResponse,
  limit: { maxBytes: number; refuse: () => Response },
): void {
  const replace = replaceResponse(response, () => null);
  const push = request.push.bind(request);
  let bytes = 0;
  request.push = (chunk: Buffer | null, encoding) => {
    const isOver = bytes > limit.maxBytes;
    bytes += chunk?.length ?? 0;
    if (isOver && chunk === null) request.emit("dropped");
    if (isOver) return true;
    if (bytes <= limit.maxBytes) return push(chunk, encoding);
    if (response.headersSent) request.socket.destroy();
    else replace(dropped(request).then(limit.refuse));
    response.once("finish", () => request.destroy(new BodyTooLongError()));
    return true;
  };
}

/** Clients read the response once they have sent everything. */
async function dropped(request: IncomingMessage): Promise<void> {
  const signal = AbortSignal.timeout(bodyDeadlineMilliseconds);
  await Promise.race(["dropped", "close"].map((event) => once(request, event, { signal }))).catch(
    () => {},
  );
}

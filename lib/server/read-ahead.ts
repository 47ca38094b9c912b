import { IncomingMessage } from "node:http";
import { withinBodyDeadline } from "@/lib/gate/read-body";
import type { BodyRead } from "@/lib/security/server-action-body";

/**
 * Reads a request's body; `withBody` then makes a request that Next.js can read. Stops at the limit:
 * without a Content-Length, a client could fill memory with a body of any size.
 */
export async function readAhead(request: IncomingMessage, maxBytes: number): Promise<BodyRead> {
  const length = request.headers["content-length"];
  if (Number(length) > maxBytes) return "too-large";
  const hasBody = Number(length) > 0 || "transfer-encoding" in request.headers;
  return hasBody ? withinBodyDeadline(read(request, maxBytes)) : Buffer.alloc(0);
}

function read(request: IncomingMessage, maxBytes: number): Promise<BodyRead> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    const finish = (result: BodyRead) => {
      request.off("readable", onReadable).off("error", onError).off("close", onError);
      resolve(result);
    };
    const onError = () => finish("unreadable");
    const onReadable = () => {
      for (let chunk = request.read(); chunk !== null; chunk = request.read()) {
        bytes += chunk.length;
        if (bytes > maxBytes) return finish("too-large");
        chunks.push(chunk);
      }
      if (request.complete) finish(Buffer.concat(chunks));
    };
    request.on("readable", onReadable).on("error", onError).on("close", onError);
  });
}

/** The same request with its body still to be read: `Request` takes no stream that was read from. */
export function withBody(request: IncomingMessage, body: Buffer): IncomingMessage {
  const copy = new IncomingMessage(request.socket);
  const { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders } = request;
  const line = { method, url, httpVersion, httpVersionMajor, httpVersionMinor, rawHeaders };
  Object.assign(copy, line, { headers: request.headers, complete: true });
  copy.push(body);
  copy.push(null);
  return copy;
}

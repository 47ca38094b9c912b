import "server-only";
import type { ServerResponse } from "node:http";

const senders = ["writeHead", "flushHeaders", "write", "end"] as const;

/**
 * Lets the gate send another response in Next.js's place. Next.js then keeps writing, to no one.
 *
 * @param choose - called when Next.js is about to send status and headers; null keeps its response
 * @returns a function that decides on another response before Next.js sends one
 */
export function replaceResponse(
  response: ServerResponse,
  choose: () => Response | null,
): (other: Promise<Response>) => void {
  const originals = senders.map((name) => [name, response[name]] as const);
  let state: "undecided" | "kept" | "replaced" = "undecided";
  const decide = (other: Response | Promise<Response> | null) => {
    state = other ? "replaced" : "kept";
    if (other) void sendInstead(other);
  };
  const sendInstead = async (promised: Response | Promise<Response>) => {
    const other = await promised;
    const body = Buffer.from(await other.arrayBuffer());
    for (const [name, original] of originals) Object.assign(response, { [name]: original });
    for (const name of response.getHeaderNames()) response.removeHeader(name);
    writeHead(other, response);
    response.end(body);
  };
  for (const [name, original] of originals) {
    const send = (...args: unknown[]) => {
      if (state === "undecided") decide(response.headersSent ? null : choose());
      if (state === "kept") return Reflect.apply(original, response, args);
      const callback = args.at(-1);
      if (typeof callback === "function") queueMicrotask(() => callback());
      return name === "write" ? true : response;
    };
    Object.assign(response, { [name]: send });
  }
  return (other) => {
    if (state === "undecided") decide(other);
  };
}

/** Status and headers of a response, to be sent with its body. */
export function writeHead({ status, headers }: Response, response: ServerResponse): void {
  response.statusCode = status;
  for (const [name, value] of headers) response.setHeader(name, value);
}

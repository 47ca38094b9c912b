import { type IncomingMessage, type OutgoingHttpHeaders, request } from "node:http";
import type { HttpVisitor } from "./http-visitor";
import { stack } from "./stack";

/** Requests the export and reads none of it yet; while the client pauses, the app must not send more. */
export function startDownload(
  visitor: HttpVisitor,
  headers: OutgoingHttpHeaders = {},
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(new URL("/account/data/export", visitor.address), {
      method: "POST",
      agent: false,
      headers: {
        cookie: visitor.jar.header(),
        origin: stack().appUrl,
        "sec-fetch-site": "same-origin",
        ...headers,
      },
    });
    sent.once("error", reject);
    sent.once("response", resolve);
    sent.end();
  });
}

/** The start of each activity entry; it occurs nowhere else in the file. */
const kind = Buffer.from('\n      "kind": ');

/** Reads a body to its end without keeping it. @returns the number of entries, and the last character */
export async function measure(body: AsyncIterable<Buffer>): Promise<Measured> {
  let entries = 0;
  let tail = Buffer.alloc(0);
  for await (const chunk of body) {
    const text = Buffer.concat([tail, chunk]);
    for (let at = text.indexOf(kind); at !== -1; at = text.indexOf(kind, at + 1)) entries += 1;
    tail = text.subarray(1 - kind.length);
  }
  return { entries, end: tail.toString().slice(-1) };
}

export type Measured = { entries: number; end: string };

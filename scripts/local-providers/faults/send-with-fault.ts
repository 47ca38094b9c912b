import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { encodeBody, json, page, type Reply, sendHead, sendReply } from "../reply";
import type { Fault } from "./fault";

const dripIntervalMs = 1000;
const chunkBytes = 64 * 1024;

/** Sends the reply with the fault applied to it. */
export async function sendWithFault(
  res: ServerResponse,
  reply: Reply,
  fault: Fault | undefined,
): Promise<void> {
  switch (fault?.kind) {
    case "drip":
      return drip(res, reply);
    case "huge":
      return flood(res, fault.bytes);
    case "delay":
      await delay(fault.milliseconds);
      return sendReply(res, reply);
    case "silence":
      return;
    case "reset":
      res.socket?.resetAndDestroy();
      return;
    default:
      sendReply(res, fault ? tamper(reply, fault) : reply);
  }
}

/** Applies a fault that changes the content of a reply; the others change how it is sent. */
function tamper(reply: Reply, fault: Fault): Reply {
  switch (fault.kind) {
    case "status": {
      const headers = { ...fault.headers };
      if (fault.contentType) headers["content-type"] = fault.contentType;
      return json(fault.body ?? "", fault.status, headers);
    }
    case "relabel":
      return { ...reply, status: fault.status };
    case "redirect":
      return json("", 302, { location: fault.to });
    case "html":
      return page("<!doctype html><title>Sorry</title><h1>We will be back soon</h1>");
    case "malformed-json":
      return json('{"access_token": "cut off here');
    case "replace":
      return json(JSON.stringify(fault.body));
    case "merge":
      return { ...reply, body: mergeFields(reply.body, fault.body) };
    case "nulls": {
      const nulls = fault.names.map((name) => [name, null]);
      return { ...reply, body: { ...(reply.body as object), ...Object.fromEntries(nulls) } };
    }
    case "error":
    case "params":
      return { ...reply, headers: { ...reply.headers, location: tamperCallback(reply, fault) } };
    default:
      return reply;
  }
}

function mergeFields(body: unknown, fields: Record<string, unknown>): unknown {
  const merged = Object.entries({ ...(body as object), ...fields });
  return Object.fromEntries(merged.filter(([key]) => fields[key] !== null));
}

function tamperCallback(reply: Reply, fault: Fault): string {
  const url = new URL(String(reply.headers?.location));
  if (fault.kind === "error") {
    const { error, error_description, error_uri, extra } = fault;
    url.searchParams.delete("code");
    for (const [key, value] of Object.entries({ error, error_description, error_uri, ...extra })) {
      if (value !== undefined) url.searchParams.set(key, value);
    }
  }
  if (fault.kind === "params") {
    for (const [key, value] of Object.entries(fault.set)) url.searchParams.set(key, value);
    for (const key of fault.drop) url.searchParams.delete(key);
  }
  return url.href;
}

function drip(res: ServerResponse, reply: Reply): void {
  const bytes = Buffer.from(encodeBody(reply));
  let sent = 0;
  sendHead(res, reply);
  res.flushHeaders();
  const timer = setInterval(() => {
    res.write(bytes.subarray(sent, sent + 1));
    sent += 1;
    if (sent >= bytes.length) res.end();
  }, dripIntervalMs);
  res.on("close", () => clearInterval(timer));
}

/** Sends valid JSON of this size, so that only a size limit rejects it. */
async function flood(res: ServerResponse, bytes: number): Promise<void> {
  const chunk = Buffer.alloc(chunkBytes, "a");
  sendHead(res, json(""));
  res.write('{"padding":"');
  for (let left = bytes; left > 0 && !res.destroyed; left -= chunkBytes) {
    const room = res.write(left < chunkBytes ? chunk.subarray(0, left) : chunk);
    if (!room) await Promise.race([once(res, "drain"), once(res, "close")]);
  }
  res.end('"}');
}

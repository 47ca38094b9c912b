import type { IncomingMessage, ServerResponse } from "node:http";

const contentTypes = {
  json: "application/json; charset=utf-8",
  form: "application/x-www-form-urlencoded; charset=utf-8",
  html: "text/html; charset=utf-8",
  svg: "image/svg+xml",
};

// Larger than any form or control request.
const maxBodyBytes = 256 * 1024;

/** A response that is not sent yet, so that a fault can still change it. */
export type Reply = {
  status: number;
  type: keyof typeof contentTypes;
  body: unknown;
  headers?: Record<string, string | string[]>;
};

export function json(body: unknown, status = 200, headers: Reply["headers"] = {}): Reply {
  return { status, type: "json", body, headers };
}

export function page(body: { toString(): string }, status = 200): Reply {
  return { status, type: "html", body: String(body) };
}

export function svg(body: string): Reply {
  return { status: 200, type: "svg", body };
}

/** 303, so that a browser follows a submitted form with a GET (RFC 9110, section 15.4.4). */
export function redirect(location: string, headers: Reply["headers"] = {}): Reply {
  return { status: 303, type: "html", body: "", headers: { ...headers, location } };
}

/** The body of a reply as it is sent. */
export function encodeBody(reply: Reply): string {
  if (typeof reply.body === "string") return reply.body;
  if (reply.type === "form") {
    return new URLSearchParams(reply.body as Record<string, string>).toString();
  }
  return JSON.stringify(reply.body) ?? "";
}

export function sendHead(res: ServerResponse, reply: Reply): void {
  res.removeHeader("content-length");
  res.statusCode = reply.status;
  res.setHeader("content-type", contentTypes[reply.type]);
  res.setHeader("cache-control", "no-store");
  res.setHeader("referrer-policy", "no-referrer");
  if (reply.type === "html" || reply.type === "svg") {
    // No form-action, which would block the redirect to the application.
    const policy =
      "default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'none'";
    res.setHeader("content-security-policy", policy);
  }
  for (const [name, value] of Object.entries(reply.headers ?? {})) res.setHeader(name, value);
}

export function sendReply(res: ServerResponse, reply: Reply): void {
  sendHead(res, reply);
  res.end(encodeBody(reply));
}

/** Reads a request body as text. @throws Error when it is longer than 256 KiB */
export async function readBody(req: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of req as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) {
      throw new Error(`The request body is longer than ${maxBodyBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

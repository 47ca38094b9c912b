import type { OutgoingHttpHeaders } from "node:http";
import type { HttpResponse } from "./http-response";
import { HttpVisitor } from "./http-visitor";
import { stack } from "./stack";

/** What the functions of next-auth/react send. */
export const returnRedirect = { "x-auth-return-redirect": "1" };
/** What a program sends that follows no pages. */
export const acceptJson = { accept: "application/json" };

/** Posts a body from one of our own pages, without the headers that are set to undefined. */
export function post(
  path: string,
  body = "",
  headers: OutgoingHttpHeaders = {},
  visitor = new HttpVisitor(),
): Promise<HttpResponse> {
  const own = {
    origin: stack().appUrl,
    "content-type": "application/x-www-form-urlencoded",
    "content-length": Buffer.byteLength(body),
  };
  const present = Object.entries({ ...own, ...headers }).filter(([, value]) => value !== undefined);
  return visitor.send(path, { method: "POST", headers: Object.fromEntries(present), body });
}

/** The JSON of a response. */
export function jsonOf({ body }: HttpResponse): unknown {
  return JSON.parse(body);
}

import { createHash } from "node:crypto";
import { flowCookiePrefix, type HttpVisitor } from "./http-visitor";

/** The name of the cookie of the flow whose callback this is. */
export function flowCookie(callback: URL): string {
  return flowCookieOf(callback.searchParams.get("state") ?? "");
}

/** The name of the cookie of the flow with this state. */
export function flowCookieOf(state: string): string {
  const hash = createHash("sha256").update(state).digest("base64url");
  return `${flowCookiePrefix}${hash.slice(0, 12)}`;
}

/** The names of the cookies of the browser's flows. */
export function flowsIn({ jar }: HttpVisitor): string[] {
  return jar.names().filter((name) => name.startsWith(flowCookiePrefix));
}

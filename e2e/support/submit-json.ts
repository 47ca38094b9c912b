import type { HttpVisitor } from "./http-visitor";
import { stack } from "./stack";

/** Posts a JSON body from one of our pages, as a script of a builder's may. */
export function submitJson(visitor: HttpVisitor, path: string, value: unknown, headers = {}) {
  const own = { origin: stack().appUrl, "content-type": "application/json" };
  const body = JSON.stringify(value);
  return visitor.send(path, { method: "POST", headers: { ...own, ...headers }, body });
}

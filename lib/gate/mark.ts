import { createHmac, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/env/env";
import { contextHeaders } from "@/lib/http/request-context";

/** A page of Foyer's was asked for by a request that did not come through the gate. */
export class GateBypassedError extends Error {
  override name = "GateBypassedError";

  constructor() {
    super(
      "the request did not come through the gate: build with VERCEL=1 for Vercel, without it for Node.js, and compose a proxy.ts with withFoyer (docs/recipes/proxy.md)",
    );
  }
}

/** Shows that a request came through the gate. Only this deployment can make it; no client sees it. */
export function gateMark(): string {
  return createHmac("sha256", env().authSecrets[0]).update("request gate").digest("base64url");
}

/** Whether a request came through the gate. */
export function isMarked(requestHeaders: Headers): boolean {
  const mark = Buffer.from(requestHeaders.get(contextHeaders.gate) ?? "");
  const expected = Buffer.from(gateMark());
  return mark.length === expected.length && timingSafeEqual(mark, expected);
}

/**
 * Fails closed: without the gate, a page would have no nonce, no policy, and no check of its form.
 * @throws GateBypassedError
 */
export function requireGate(requestHeaders: Headers): void {
  if (!isMarked(requestHeaders)) throw new GateBypassedError();
}

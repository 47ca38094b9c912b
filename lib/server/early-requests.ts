import "server-only";

/**
 * Lets the requests through that came while the server started: see scripts/early-requests.mjs. Does
 * nothing where the server was started in another way.
 */
export function releaseEarlyRequests(): void {
  const release: unknown = Reflect.get(globalThis, Symbol.for("foyer.end-of-start"));
  if (typeof release === "function") release();
}

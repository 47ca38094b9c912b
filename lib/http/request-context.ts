import { randomBytes } from "node:crypto";

/**
 * What `proxy.ts`, or `lib/server/proxy-bypass.ts` in its place, tells the code behind it about a
 * request. Both overwrite them or take them off, so that a client cannot set them. Where a client's
 * `preparedAhead` counts all the same, and what for, is in docs/decisions/015-prepared-ahead.md.
 */
export const contextHeaders = {
  reference: "x-foyer-reference",
  path: "x-foyer-path",
  flash: "x-foyer-flash",
  nonce: "x-nonce",
  preparedAhead: "x-foyer-prepared-ahead",
} as const;

/** No vowels, so no words, and nothing that reads like something else aloud. */
const alphabet = "23456789bcdfghjkmnpqrstvwxz";
const referenceLength = 10;

/** A short name for one request, shown to the visitor and written into its log lines. */
export function createReference(): string {
  return Array.from(randomBytes(referenceLength), (byte) => alphabet[byte % alphabet.length]).join(
    "",
  );
}

export function requestReference(headers: Headers): string {
  return headers.get(contextHeaders.reference) ?? createReference();
}

/** A request's name in the log of the proxy in front; nginx writes it with `$request_id`. */
const requestIdHeader = "x-request-id";
/** A client may have made it up. */
const plausibleRequestId = /^[\w.:=+/-]{1,128}$/;

/** What every line of the log about a request carries. */
export function requestFields(headers: Headers): { reference: string; request_id?: string } {
  const id = headers.get(requestIdHeader);
  return {
    reference: requestReference(headers),
    ...(id && plausibleRequestId.test(id) && { request_id: id }),
  };
}

export function requestPath(headers: Headers): string {
  return headers.get(contextHeaders.path) ?? "/";
}

export function requestNonce(headers: Headers): string {
  return headers.get(contextHeaders.nonce) ?? "";
}

import { randomLetters } from "@/lib/random-letters";

/** Request headers in which the gate passes context to pages and routes; it replaces a client's own. */
export const contextHeaders = {
  reference: "x-foyer-reference",
  path: "x-foyer-path",
  flash: "x-foyer-flash",
  nonce: "x-nonce",
  gate: "x-foyer-gate",
} as const;

/** Request header in which Node's server tells the gate of an absurd number; it replaces a client's own. */
export const tooManyHeadersName = "x-foyer-too-many-headers";

const referenceLength = 10;

/** A short id of one request, shown to the visitor and written into its log lines. */
export function createReference(): string {
  return randomLetters(referenceLength);
}

export function requestReference(headers: Headers): string {
  return headers.get(contextHeaders.reference) ?? createReference();
}

/** The id that the reverse proxy in front logs for the request; nginx has it in `$request_id`. */
const requestIdHeader = "x-request-id";
/** A client may have made it up, so only a plausible id is logged. */
const plausibleRequestId = /^[\w.:=+/-]{1,128}$/;

/** The fields of every log line about a request. */
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

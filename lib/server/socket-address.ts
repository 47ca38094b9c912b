import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingHttpHeaders, IncomingMessage } from "node:http";

/** Proves that this process has already recorded the X-Forwarded-For beside it. */
const proofHeader = "x-foyer-address-proof";

/**
 * Appends the socket's address to X-Forwarded-For of every request, as a proxy would.
 *
 * Next.js tells a page nothing about the socket, and keeps an X-Forwarded-For that the client made
 * up. With this, the last entry is always one that we saw ourselves. Node publishes the channel
 * before any handler runs: https://nodejs.org/api/diagnostics_channel.html#http
 *
 * Next.js sends a server action to this server again, with the headers it came with, when the page
 * it was posted to doesn't have it; and it fetches the page that an action redirects to. Our own
 * socket is then not the visitor's. A proof that only this process can make tells such a request
 * from a client's. It covers the addresses, so a client that learns one can only claim its own.
 */
export function recordSocketAddress(): void {
  const secret = randomBytes(32);
  subscribe("http.server.request.start", (message) => {
    const { headers, socket } = (message as { request: IncomingMessage }).request;
    const seen = forwardedFor(headers);
    const proof = headers[proofHeader];
    delete headers[proofHeader];
    if (seen && isProof(proof, proofOf(seen, secret))) return;
    const address = socket.remoteAddress ?? "unknown";
    const addresses = seen ? `${seen}, ${address}` : address;
    headers["x-forwarded-for"] = addresses;
    if ("next-action" in headers) headers[proofHeader] = proofOf(addresses, secret);
  });
}

function forwardedFor(headers: IncomingHttpHeaders): string | undefined {
  const value = headers["x-forwarded-for"];
  return Array.isArray(value) ? value.join(", ") : value;
}

function proofOf(addresses: string, secret: Buffer): string {
  return createHmac("sha256", secret).update(addresses).digest("base64url");
}

function isProof(given: unknown, expected: string): boolean {
  const [one, other] = [Buffer.from(String(given)), Buffer.from(expected)];
  return one.length === other.length && timingSafeEqual(one, other);
}

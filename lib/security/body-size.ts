/**
 * Whether a request's body is longer than its path accepts. Without a Content-Length (RFC 9112,
 * section 6.3) only reading the body tells.
 */
export async function isBodyTooLong(request: Request, maxBytes: number): Promise<boolean> {
  const length = request.headers.get("content-length");
  if (request.body && length !== null) return Number(length) > maxBytes;
  return (await readUpTo(request, maxBytes)) === null;
}

/**
 * Reads a request's body. Next.js gives the route its own copy.
 * @returns its chunks, or null for a body of more than `maxBytes`
 * @throws the stream's error if the body ends early
 */
export async function readUpTo(request: Request, maxBytes: number): Promise<Uint8Array[] | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  // Cancelled, a copy of a body would wait for the other copy.
  for await (const chunk of request.body?.values({ preventCancel: true }) ?? []) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return chunks;
}

/**
 * The visitor's network address, for limits, devices and activity.
 *
 * A client may send any X-Forwarded-For it likes; a proxy appends the address it saw. So the list
 * is read from its end, where our own server appends the socket's address (see
 * `socket-address.ts`), and one entry further left for each proxy of ours. Limit: a hop count
 * that is too high lets clients choose their address; one that is too low yields the proxy's.
 *
 * @param forwardedFor - X-Forwarded-For, with the socket's address at its end
 * @param trustedHops - TRUSTED_PROXY_HOPS
 * @returns null when the list is shorter than our own proxies would have made it
 */
export function clientIp(forwardedFor: string | null, trustedHops: number): string | null {
  const entries = (forwardedFor ?? "").split(",").map((entry) => entry.trim());
  return cleanIp(entries.at(-1 - trustedHops));
}

/**
 * IPv4 and IPv6, with Node's IPv4-mapped form (::ffff:192.0.2.1) reduced to IPv4, and without the
 * port that some proxies add, which would make every connection look like another visitor.
 */
export function cleanIp(entry: string | undefined): string | null {
  const address = entry?.replace(/^::ffff:(?=\d+\.)/i, "").replace(/^([\d.]+):\d+$/, "$1");
  return address && /^[0-9a-f:.]{2,45}$/i.test(address) ? address : null;
}

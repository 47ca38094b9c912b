import { isIP } from "node:net";

/**
 * The visitor's entry in X-Forwarded-For, for limits, devices and activity.
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
export function clientEntry(forwardedFor: string | null, trustedHops: number): string | null {
  const entries = (forwardedFor ?? "").split(",").map((entry) => entry.trim());
  return entries.at(-1 - trustedHops) || null;
}

/** An IPv6 address in brackets, as beside a port (RFC 3986, section 3.2.2), or one with IPv4's port. */
const withPort = /^(?:\[([^[\]]*)\](?::\d+)?|([\d.]+):\d+)$/;

/**
 * The IP address of an entry: without the brackets and the port that some proxies add, which would
 * make every connection look like another visitor, and without the zone (RFC 4007, section 11). An
 * IPv4 address that Node writes as IPv6 (::ffff:192.0.2.1) is reduced to IPv4.
 *
 * @returns null if the entry is no IP address
 */
export function parseIp(entry: string | null | undefined): string | null {
  const [, inBrackets, beforePort] = withPort.exec(entry ?? "") ?? [];
  const address = (inBrackets ?? beforePort ?? entry ?? "")
    .replace(/%[^%]*$/, "")
    .replace(/^::ffff:(?=\d+\.)/i, "");
  return isIP(address) === 0 ? null : address;
}

import { isIP } from "node:net";

/** A household, a phone or a rented server has a /64 of its own and can use any address in it. */
const ipv6NetworkGroups = 4;

/**
 * The key that a client's IP address is counted under: IPv4 as it is, IPv6 by its /64 network.
 *
 * Limit: a client with many networks has as many counts. Users behind one shared IP address share
 * one count, so a limit by IP address has to leave room for a whole office.
 *
 * @param ip - an IP address, from `parseIp`
 */
export function ipKey(ip: string): string {
  if (isIP(ip) === 4) return ip;
  // As a URL's host, an IPv6 address is in lower case, without leading zeros or a dotted IPv4 end.
  const [head = "", tail] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split("::");
  const groups = head === "" ? [] : head.split(":");
  const end = tail ? tail.split(":") : [];
  const zeros = Array.from({ length: 8 - groups.length - end.length }, () => "0");
  return `${[...groups, ...zeros, ...end].slice(0, ipv6NetworkGroups).join(":")}::/64`;
}

import { isIP } from "node:net";
import { ipv6GroupsOf } from "@/lib/http/ip-network";

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
  return `${ipv6GroupsOf(ip).slice(0, ipv6NetworkGroups).join(":")}::/64`;
}

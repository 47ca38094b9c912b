import { isIP } from "node:net";

/** Usually a provider's or a company's: the addresses of one household move within it. */
const ipv4Bytes = 3;
const ipv6Groups = 3;

/**
 * The network of an IP address: IPv4 by its /24, IPv6 by its /48, and all of this machine as one.
 * @param ip - from `parseIp`
 */
export function ipNetwork(ip: string): string {
  if (isLoopback(ip)) return "loopback";
  if (isIP(ip) === 4) return `${ip.split(".").slice(0, ipv4Bytes).join(".")}.0/24`;
  return `${ipv6GroupsOf(ip).slice(0, ipv6Groups).join(":")}::/48`;
}

/** `localhost` is either of them. */
function isLoopback(ip: string): boolean {
  return ip.startsWith("127.") || ip === "::1";
}

/** The eight groups of an IPv6 address, in lower case and without leading zeros. */
export function ipv6GroupsOf(ip: string): string[] {
  // As a URL's host, an address is written in one way, with no dotted IPv4 end.
  const [head = "", tail] = new URL(`http://[${ip}]`).hostname.slice(1, -1).split("::");
  const groups = head === "" ? [] : head.split(":");
  const end = tail ? tail.split(":") : [];
  const zeros = Array.from({ length: 8 - groups.length - end.length }, () => "0");
  return [...groups, ...zeros, ...end];
}

import "server-only";
import { env } from "@/lib/env/env";
import { clientEntry, parseIp } from "@/lib/http/client-ip";
import { readPlace } from "@/lib/http/geo-headers";

/** Where a sign-in came from, as stored with its session. */
export type Device = {
  userAgent: string | null;
  ip: string | null;
  /** City and country, if the host names them. */
  place?: string | null;
};

/** Browsers stay well below; anything longer is made up. */
const userAgentMaxLength = 512;

/**
 * Reads the device from a request's headers.
 * On Vercel it uses Vercel's own header, which clients cannot set:
 * https://vercel.com/docs/headers/request-headers#x-vercel-forwarded-for
 */
export function readDevice(headers: Headers): Device {
  const userAgent = headers
    .get("user-agent")
    ?.replace(/\p{C}+/gu, " ")
    .trim();
  const ip = parseIp(entryOf(headers));
  const place = readPlace(headers);
  return {
    userAgent: userAgent?.slice(0, userAgentMaxLength) || null,
    ip,
    ...(place && { place }),
  };
}

/**
 * What stands for a client whose address can't be parsed, so that such clients don't share one: the
 * entry as it is (RFC 7239, section 6 allows names), else the socket's address.
 * @returns null when a request names no address at all
 */
export function readUnparsedClient(headers: Headers): string | null {
  const entry = entryOf(headers) ?? headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
  return entry || null;
}

function entryOf(headers: Headers): string | null {
  return env().VERCEL
    ? (headers.get("x-vercel-forwarded-for")?.split(",")[0]?.trim() ?? null)
    : clientEntry(headers.get("x-forwarded-for"), env().TRUSTED_PROXY_HOPS);
}

import "server-only";
import { env } from "@/lib/env/env";
import { cleanIp, clientIp } from "@/lib/http/client-ip";

/** Where a sign-in came from, as stored with its session. */
export type Device = { userAgent: string | null; ip: string | null };

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
  const ip = env().VERCEL
    ? cleanIp(headers.get("x-vercel-forwarded-for")?.split(",")[0]?.trim())
    : clientIp(headers.get("x-forwarded-for"), env().TRUSTED_PROXY_HOPS);
  return { userAgent: userAgent?.slice(0, userAgentMaxLength) || null, ip };
}

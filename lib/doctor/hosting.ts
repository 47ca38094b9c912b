import { isLoopback } from "@/lib/doctor/app-address/app-url";
import { type Finding, fail, ok, warn } from "@/lib/doctor/finding";
import { checkPreview } from "@/lib/doctor/preview";
import type { Source } from "@/lib/doctor/report";

/** Checks where the app runs in production: proxy, container, previews. */
export function checkHosting(source: Source, inContainer: boolean): Finding[] {
  return [checkProxy(source), checkHostname(source, inContainer), ...checkPreview(source)].filter(
    (finding) => finding !== null,
  );
}

/** The app itself speaks http only, so https means a proxy, whose address all requests come from. */
function checkProxy({ AUTH_URL = "", TRUSTED_PROXY_HOPS, VERCEL }: Source): Finding | null {
  const check = "TRUSTED_PROXY_HOPS";
  if (VERCEL) return ok(check, "is not needed on Vercel, where the app reads Vercel's own header");
  const hops = Number(TRUSTED_PROXY_HOPS ?? 0);
  const url = AUTH_URL.trim();
  if (hops === 1 && !url.startsWith("http:")) return ok(check, "1: the proxy that terminates TLS");
  if (hops > 0) {
    const text = `is ${hops}, which the doctor can't check: with fewer proxies than that, visitors can make up their address and evade the rate limits`;
    return warn(check, text, `Count the proxies that append to X-Forwarded-For. ${howToCheck}`);
  }
  if (!url.startsWith("https:")) return null;
  return warn(
    check,
    "is 0, though https needs a proxy in front: all visitors then share one address and one rate limit",
    `Set it to the number of your proxies between visitors and the app, usually 1. ${howToCheck}`,
  );
}

/** What each wrong number shows follows from `clientEntry` in lib/http/client-ip.ts. */
const howToCheck =
  "To check it, sign in and open /account/sessions: it is right if this device has your own address, too high if it has an unknown one, too low if it has a proxy's.";

/** Docker and Kubernetes set HOSTNAME to the container's own name, and `npm start` listens there. */
function checkHostname({ HOSTNAME, VERCEL }: Source, inContainer: boolean): Finding | null {
  if (!inContainer || VERCEL || !HOSTNAME || ["0.0.0.0", "::"].includes(HOSTNAME)) return null;
  const fix = "Set HOSTNAME=0.0.0.0 in the container.";
  return isLoopback(HOSTNAME)
    ? fail("HOSTNAME", "is the container itself, so the app cannot be reached from outside", fix)
    : warn(
        "HOSTNAME",
        "is the container's name, so the app does not listen on localhost, which health checks use",
        fix,
      );
}

import "server-only";
import { env } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";
import { log } from "@/lib/log";

/**
 * Warns once if a proxy in front of the app seems to be missing from TRUSTED_PROXY_HOPS: all visitors
 * then share the proxy's IP address, and one limit.
 *
 * Limit: a client can make the header up, so this is a hint and changes nothing.
 *
 * @param forwardedFor - X-Forwarded-For, with the socket's address at its end
 */
export function warnOfUnseenProxy(forwardedFor: string | null): void {
  const { VERCEL, TRUSTED_PROXY_HOPS } = env();
  if (VERCEL || TRUSTED_PROXY_HOPS > 0 || !forwardedFor?.includes(",")) return;
  globalSingleton("unseen-proxy-noted", () => {
    log.warn({
      event: "limit.proxy-unseen",
      fix: "A request had X-Forwarded-For, as a proxy sends it, but TRUSTED_PROXY_HOPS is 0: behind a proxy, all visitors count as one address. Set it to the number of your proxies. If you have none, a client made the header up: ignore this.",
    });
    return true;
  });
}

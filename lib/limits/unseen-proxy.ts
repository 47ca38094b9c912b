import "server-only";
import { env } from "@/lib/env/env";
import { globalSingleton } from "@/lib/global-singleton";
import { log } from "@/lib/log";

/**
 * Says once that a proxy seems to stand in front of the app which TRUSTED_PROXY_HOPS does not
 * count: everybody then comes from its address, and has one limit together.
 *
 * Limit: a client can make the header up, so that this is a hint and changes nothing.
 *
 * @param forwardedFor - X-Forwarded-For, with the socket's address at its end
 */
export function noteUnseenProxy(forwardedFor: string | null): void {
  const { VERCEL, TRUSTED_PROXY_HOPS } = env();
  if (VERCEL || TRUSTED_PROXY_HOPS > 0 || !forwardedFor?.includes(",")) return;
  globalSingleton("unseen-proxy-noted", () => {
    log.warn({
      event: "limit.proxy-unseen",
      fix: "A request came with X-Forwarded-For, as a proxy in front sends it, and TRUSTED_PROXY_HOPS is 0: all visitors count as one address. Set it to the number of your proxies. Without any, a client made the header up, and all is well.",
    });
    return true;
  });
}

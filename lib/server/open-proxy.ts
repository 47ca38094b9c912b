import "server-only";
import { isRedirectProxy } from "@/lib/auth/authjs/redirect-proxy";
import { env } from "@/lib/env/env";
import { log } from "@/lib/log";

/** Warns if this deployment is a redirect proxy that trusts previews more than it has to. */
export function warnOfOpenProxy(): void {
  if (!isRedirectProxy()) return;
  const { AUTH_REDIRECT_PROXY_SECRET, AUTH_REDIRECT_PROXY_ORIGINS } = env();
  if (!AUTH_REDIRECT_PROXY_SECRET) {
    log.warn({
      event: "boot.redirect-proxy-shares-secret",
      fix: "Previews need this deployment's AUTH_SECRET. Set AUTH_REDIRECT_PROXY_SECRET here and on the previews, and give the previews an AUTH_SECRET of their own.",
    });
  }
  if (!AUTH_REDIRECT_PROXY_ORIGINS) {
    log.warn({
      event: "boot.redirect-proxy-open",
      fix: "Sign-ins are forwarded to any address that a preview names. Set AUTH_REDIRECT_PROXY_ORIGINS to the previews' origins, such as https://app-*-team.vercel.app.",
    });
  }
}

import "server-only";
import { redirectProxyUrl } from "@/lib/auth/authjs/redirect-proxy";
import { env } from "@/lib/env/env";

/** The path below which Auth.js has its routes. */
export const basePath = "/api/auth";

/** The redirect URI of this deployment's requests to a provider (RFC 6749, section 3.1.2). */
export function redirectUri(provider: string): string {
  return `${redirectProxyUrl() ?? `${env().origin}${basePath}`}/callback/${provider}`;
}

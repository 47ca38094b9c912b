import "server-only";
import { z } from "zod";
import { checkMaxAgeSeconds } from "@/lib/auth/authjs/check-cookie";
import { env } from "@/lib/env/env";
import { openValue, sealValue } from "@/lib/security/sealed-value";

/**
 * Preview deployments have addresses that nobody can register with a provider. They name one that is
 * registered, the redirect proxy's (AUTH_REDIRECT_PROXY_URL), which passes the authorization response
 * on to where the request came from:
 * https://authjs.dev/getting-started/deployment#securing-a-preview-deployment
 *
 * Auth.js has both share AUTH_SECRET and passes on to whatever a state names. Here the address
 * travels in a seal around the state, with a key of its own, and the proxy can name whom it serves.
 */

/** As in `lib/auth/oauth/callback-parameters.ts`. */
const maxQueryLength = 8 * 1024;

const purpose = "redirect-proxy";
const sealedReturn = z.object({ origin: z.string(), state: z.string() });

/** The redirect proxy of this deployment, if that is another one. */
export function redirectProxyUrl(): string | undefined {
  return isRedirectProxy() ? undefined : env().AUTH_REDIRECT_PROXY_URL;
}

/**
 * Has the response to an authorization request come back here by way of the redirect proxy.
 * @param request - the address of the provider that the browser is to be sent to
 */
export async function throughRedirectProxy(request: string): Promise<string> {
  if (!redirectProxyUrl()) return request;
  const url = new URL(request);
  const state = url.searchParams.get("state");
  if (!state) return request;
  const sealed = await sealValue(
    purpose,
    { origin: env().origin, state },
    checkMaxAgeSeconds,
    secrets(),
  );
  url.searchParams.set("state", sealed);
  return url.href;
}

/**
 * Where an authorization response goes on to, when it came to the redirect proxy for somebody else.
 * @param url - the callback's
 * @returns null when it is this deployment's own, or nobody's whom it serves
 */
export async function passedOn(url: URL): Promise<string | null> {
  if (!isRedirectProxy() || url.search.length > maxQueryLength) return null;
  const states = url.searchParams.getAll("state");
  const [state = ""] = states;
  if (states.length !== 1) return null;
  const inner = sealedReturn.safeParse(await openValue(purpose, state, secrets())).data;
  if (!inner || inner.origin === env().origin || !isServed(inner.origin)) return null;
  const target = new URL(`${url.pathname}${url.search}`, inner.origin);
  target.searchParams.set("state", inner.state);
  return target.href;
}

/** Whether other deployments name this one in their AUTH_REDIRECT_PROXY_URL, as it does itself. */
export function isRedirectProxy(): boolean {
  const { AUTH_REDIRECT_PROXY_URL, origin } = env();
  return (
    AUTH_REDIRECT_PROXY_URL !== undefined && new URL(AUTH_REDIRECT_PROXY_URL).origin === origin
  );
}

function secrets() {
  const { AUTH_REDIRECT_PROXY_SECRET: own, authSecrets } = env();
  return own ? ([own] satisfies [string]) : authSecrets;
}

/** With nothing named, whoever has the key is served, as Auth.js does it. */
function isServed(origin: string): boolean {
  const patterns = env().AUTH_REDIRECT_PROXY_ORIGINS;
  return !patterns || patterns.some((pattern) => toExpression(pattern).test(origin));
}

function toExpression(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.]/g, "\\."));
  return new RegExp(`^${parts.join("[a-z0-9-]+")}$`);
}

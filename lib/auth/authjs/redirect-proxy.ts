import "server-only";
import { z } from "zod";
import { stateMaxAgeSeconds } from "@/lib/auth/oauth/authorization-url";
import { maxQueryLength } from "@/lib/auth/oauth/callback-parameters";
import { env } from "@/lib/env/env";
import { openValue, sealValue } from "@/lib/security/sealed-value";

/**
 * Preview deployments have addresses that cannot be registered with a provider. They use a
 * registered one, the redirect proxy's (AUTH_REDIRECT_PROXY_URL), which forwards the authorization
 * response to the deployment that made the request:
 * https://authjs.dev/getting-started/deployment#securing-a-preview-deployment
 *
 * With Auth.js, both share AUTH_SECRET, and the proxy forwards to any address in a state. Here the
 * address is sealed together with the state under a separate key, and the proxy can restrict which
 * deployments it serves.
 */

const purpose = "redirect-proxy";
const sealedReturn = z.object({ origin: z.string(), state: z.string() });

/** The redirect proxy of this deployment, unless this deployment is the proxy. */
export function redirectProxyUrl(): string | undefined {
  return isRedirectProxy() ? undefined : env().AUTH_REDIRECT_PROXY_URL;
}

/**
 * Makes the authorization response return by way of the redirect proxy, if there is one.
 * @param request - the URL of the authorization request
 */
export async function throughRedirectProxy(request: string): Promise<string> {
  if (!redirectProxyUrl()) return request;
  const url = new URL(request);
  const state = url.searchParams.get("state");
  if (!state) return request;
  const value = { origin: env().origin, state };
  const sealed = await sealValue(purpose, value, stateMaxAgeSeconds, secrets());
  url.searchParams.set("state", sealed);
  return url.href;
}

/**
 * Where the redirect proxy forwards an authorization response of another deployment.
 * @param url - the callback's
 * @returns null when the response is for this deployment, or for none that it serves
 */
export async function forwardTarget(url: URL): Promise<string | null> {
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

/** Whether this deployment is the redirect proxy: its own AUTH_REDIRECT_PROXY_URL names it. */
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

/** Without AUTH_REDIRECT_PROXY_ORIGINS, every deployment with the key is served, as in Auth.js. */
function isServed(origin: string): boolean {
  const patterns = env().AUTH_REDIRECT_PROXY_ORIGINS;
  return !patterns || patterns.some((pattern) => toExpression(pattern).test(origin));
}

function toExpression(pattern: string): RegExp {
  const parts = pattern.split("*").map((part) => part.replace(/[.]/g, "\\."));
  return new RegExp(`^${parts.join("[a-z0-9-]+")}$`);
}

import "server-only";
import { outgoingFetch } from "@/lib/auth/oauth/outgoing-fetch";
import { isProviderError, ProviderError, type ProviderStep } from "@/lib/auth/oauth/provider-error";
import { inCall } from "@/lib/telemetry/in-span";

/** Limit for one call to a provider, from the first byte sent to the last one read. */
const callTimeoutMilliseconds = 5_000;
/** Limit for all calls of one sign-in, so that the visitor gets a response within ten seconds. */
const signInTimeoutMilliseconds = 8_000;
/** The largest legitimate response, a key set, has a few kB. */
const maxBodyBytes = 256 * 1024;

/** Begins the time that all calls of one sign-in share. */
export function signInDeadline(): AbortSignal {
  return AbortSignal.timeout(signInTimeoutMilliseconds);
}

/**
 * `fetch` for calls to a provider, bounded in time and size. It follows no redirect, which could
 * carry a code or a token to a server that is not configured.
 *
 * @param deadline - aborts when the whole sign-in times out
 * @returns the response with its body read; the caller judges its status
 * @throws ProviderError, also for a redirect
 */
export async function providerFetch(
  step: ProviderStep,
  url: string | URL,
  init: RequestInit = {},
  deadline?: AbortSignal,
): Promise<Response> {
  const { host } = new URL(url);
  return inCall(`provider.${step}`, { "server.address": host }, async (span) => {
    const response = await boundedFetch(step, url, init, deadline);
    span.setAttribute("http.response.status_code", response.status);
    if (response.status >= 300 && response.status < 400)
      throw new ProviderError(step, "redirected");
    return response;
  });
}

/** The same, but returns a redirect instead of throwing. */
export async function boundedFetch(
  step: ProviderStep,
  url: string | URL,
  init: RequestInit = {},
  deadline?: AbortSignal,
): Promise<Response> {
  const timeout = AbortSignal.timeout(callTimeoutMilliseconds);
  const signal = deadline ? AbortSignal.any([timeout, deadline]) : timeout;
  try {
    const bounds = { redirect: "manual", cache: "no-store", signal } as const;
    const response = await outgoingFetch(url, { ...init, ...bounds });
    const body = await readBody(step, response);
    // `Response` rejects a body, even an empty one, for statuses such as 204.
    return new Response(body.byteLength > 0 ? body : null, {
      status: response.status,
      // A list, since undici's Headers are another class than Node.js's.
      headers: [...response.headers],
    });
  } catch (error) {
    if (isProviderError(error)) throw error;
    throw new ProviderError(step, signal.aborted ? "timeout" : "unreachable", { cause: error });
  }
}

/**
 * Waits for a result that sign-ins share, such as keys, but not past this sign-in's deadline.
 * @throws ProviderError
 */
export async function beforeDeadline<T>(
  step: ProviderStep,
  shared: Promise<T>,
  deadline: AbortSignal,
): Promise<T> {
  const expiry = new Promise<never>((_, reject) => {
    const expire = () => reject(new ProviderError(step, "timeout"));
    if (deadline.aborted) expire();
    else deadline.addEventListener("abort", expire, { once: true });
  });
  return Promise.race([shared, expiry]);
}

async function readBody(step: ProviderStep, response: Response): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBodyBytes) throw new ProviderError(step, "too-large");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/**
 * The JSON body of a response, whose status must be 2xx.
 * @throws ProviderError
 */
export async function readJson(step: ProviderStep, response: Response): Promise<unknown> {
  if (!response.ok) {
    const { status } = response;
    throw new ProviderError(step, "bad-status", { message: `status ${status}`, detail: status });
  }
  try {
    return await response.json();
  } catch {
    throw new ProviderError(step, "malformed", { message: "the response is not JSON" });
  }
}

export type ApiFetch = (url: string, init: RequestInit) => Promise<Response>;

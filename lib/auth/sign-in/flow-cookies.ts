import "server-only";
import { cookies } from "next/headers";
import { stateMaxAgeSeconds } from "@/lib/auth/oauth/authorization-url";
import { type Flow, flowId, openFlow, sealFlow } from "@/lib/auth/sign-in/flow";
import {
  type CookiePair,
  cookieOptions,
  expireCookie,
  flowCookieName,
  flowCookiePrefix,
  readCookie,
  readCookies,
} from "@/lib/security/cookies";

/** A browser's flows at a time. Beyond either limit the oldest ones go. */
const maxFlows = 5;
/**
 * Node.js accepts 16 kB of headers, and other cookies need their share. Only flows with very long
 * return paths come near this.
 */
const maxBytes = 6 * 1024;

/** Gives the browser a new flow's cookie, beside those of flows in its other tabs. */
export async function setFlow(flow: Flow, cookieHeader: string | null): Promise<void> {
  const name = flowCookieName(flowId(flow.checks.state));
  const value = await sealFlow(flow);
  const jar = await cookies();
  for (const surplus of await surplusFlows(cookieHeader, value.length)) expireCookie(jar, surplus);
  jar.set(name, value, { ...cookieOptions(), maxAge: stateMaxAgeSeconds });
}

/**
 * The flow that a callback's state belongs to.
 * @returns null if this browser has none, it is too old, or it began at another provider: a response
 *   that arrives at the wrong provider's callback is a mix-up attack (RFC 9700, section 4.4)
 */
export async function readFlow(
  cookieHeader: string | null,
  state: string,
  provider: string,
): Promise<Flow | null> {
  const sealed = readCookie(cookieHeader, flowCookieName(flowId(state)));
  const flow = sealed ? await openFlow(sealed) : null;
  return flow?.checks.state === state && flow.provider === provider ? flow : null;
}

/** Whether this browser has a cookie for the flow of this state, valid or not. */
export function hasFlowCookie(cookieHeader: string | null, state: string): boolean {
  return readCookie(cookieHeader, flowCookieName(flowId(state))) !== null;
}

/** Ends the flow of this state, so that its callback can't be replayed from this browser. */
export async function expireFlow(state: string): Promise<void> {
  expireCookie(await cookies(), flowCookieName(flowId(state)));
}

/** The names of the cookies that must go, so that one more flow of `bytes` fits. */
async function surplusFlows(cookieHeader: string | null, bytes: number): Promise<string[]> {
  const others = readCookies(cookieHeader, flowCookiePrefix());
  const total = others.reduce((sum, { value }) => sum + value.length, bytes);
  if (others.length < maxFlows && total <= maxBytes) return [];
  const newestFirst = (await Promise.all(others.map(age))).sort((a, b) => a.age - b.age);
  let left = maxBytes - bytes;
  return newestFirst.flatMap(({ name, length }, index) => {
    left -= length;
    return index < maxFlows - 1 && left >= 0 ? [] : [name];
  });
}

/** A flow that doesn't open counts as the oldest. */
async function age({ name, value }: CookiePair) {
  const flow = await openFlow(value);
  return { name, length: value.length, age: flow ? Date.now() - flow.startedAt : Infinity };
}

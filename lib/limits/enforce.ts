import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { readDevice } from "@/lib/http/device";
import { requestFields, requestPath } from "@/lib/http/request-context";
import { destination } from "@/lib/http/return-path";
import { addressKey } from "@/lib/limits/address-key";
import { countAttempt, type LimitName } from "@/lib/limits/rate-limit";
import { noteUnseenProxy } from "@/lib/limits/unseen-proxy";
import { log } from "@/lib/log";
import { checkCookieNames, readCookie } from "@/lib/security/cookies";
import { countRefusal } from "@/lib/telemetry/counts";

/**
 * Counts an attempt against the address that it comes from, and notes in the log if it is refused.
 * @returns null while there is room, else the seconds until there is again
 */
export function countIpAttempt(name: LimitName, requestHeaders: Headers): Promise<number | null> {
  return count(name, addressOf(requestHeaders), requestHeaders);
}

/**
 * The same for a callback. One without our cookies counts apart: any site can make a browser ask for
 * it, and would else use up what those who share its address have.
 */
export function countCallback(requestHeaders: Headers): Promise<number | null> {
  const ours = readCookie(requestHeaders.get("cookie"), checkCookieNames().state);
  const who = `${addressOf(requestHeaders)}${ours ? "" : " without cookies"}`;
  return count("callback", who, requestHeaders);
}

/** The same against a person, wherever they are. */
export function countUserAttempt(userId: string, requestHeaders: Headers): Promise<number | null> {
  return count("person", userId, requestHeaders);
}

/** Counts an export, the most expensive request of all, against the user. */
export function countExport(userId: string, requestHeaders: Headers): Promise<number | null> {
  return count("export", userId, requestHeaders);
}

/**
 * Counts what a server action is about to do against the visitor's address. Actions cannot answer
 * 429: whoever has done too much is sent to the page that can, and leads back.
 */
export async function enforceIpLimit(name: LimitName): Promise<void> {
  const requestHeaders = await headers();
  explainIf(await countIpAttempt(name, requestHeaders), requestHeaders);
}

/** The same against the person. */
export async function enforceUserLimit(userId: string): Promise<void> {
  const requestHeaders = await headers();
  explainIf(await countUserAttempt(userId, requestHeaders), requestHeaders);
}

/** Notes that a visitor was told to wait. */
export function logLimitReached(requestHeaders: Headers, limit?: LimitName): void {
  log.warn({ event: "limit.reached", ...requestFields(requestHeaders), limit });
}

async function count(name: LimitName, who: string, requestHeaders: Headers) {
  noteUnseenProxy(requestHeaders.get("x-forwarded-for"));
  const seconds = await countAttempt(name, who, requestFields(requestHeaders));
  if (seconds !== null) {
    logLimitReached(requestHeaders, name);
    countRefusal(name);
  }
  return seconds;
}

function explainIf(seconds: number | null, requestHeaders: Headers): void {
  if (seconds !== null) redirect(tooManyPath(destination(requestPath(requestHeaders))));
}

export function addressOf(requestHeaders: Headers): string {
  return addressKey(readDevice(requestHeaders).ip);
}

/** The address that answers 429 until there is room again, and leads on to `returnTo` then. */
export function tooManyPath(returnTo: string): string {
  return `/too-many?${new URLSearchParams({ returnTo })}`;
}

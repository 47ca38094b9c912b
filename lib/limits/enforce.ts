import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { readDevice, readUnparsedClient } from "@/lib/http/device";
import { requestFields, requestPath } from "@/lib/http/request-context";
import { destination } from "@/lib/http/return-path";
import { ipKey } from "@/lib/limits/ip-key";
import { countAttempt, type LimitName } from "@/lib/limits/rate-limit";
import { warnOfUnseenProxy } from "@/lib/limits/unseen-proxy";
import { log } from "@/lib/log";
import { countRefusal } from "@/lib/telemetry/counts";

/**
 * Counts an attempt against the client's IP address, and logs it if it is over the limit.
 * @returns null within the limit, else the seconds until the next attempt is allowed
 */
export function countIpAttempt(name: LimitName, requestHeaders: Headers): Promise<number | null> {
  return count(name, clientIpKey(requestHeaders), requestHeaders);
}

/**
 * Like `countIpAttempt`, for a callback. Callbacks without their flow's cookie are counted apart: any
 * site can make a browser request one, and would otherwise use up the limit of all who share its
 * IP address.
 */
export function countCallback(
  requestHeaders: Headers,
  { hasFlow }: { hasFlow: boolean },
): Promise<number | null> {
  const subject = `${clientIpKey(requestHeaders)}${hasFlow ? "" : " without cookies"}`;
  return count("callback", subject, requestHeaders);
}

/** Like `countIpAttempt`, against the user instead of an IP address. */
export function countUserAttempt(userId: string, requestHeaders: Headers): Promise<number | null> {
  return count("person", userId, requestHeaders);
}

/** Like `countUserAttempt`, for an export, the most expensive request of all. */
export function countExport(userId: string, requestHeaders: Headers): Promise<number | null> {
  return count("export", userId, requestHeaders);
}

/**
 * Counts a server action against the client's IP address. An action cannot respond with 429, so over
 * the limit it redirects to a page that can, and that later returns to this one.
 */
export async function enforceIpLimit(name: LimitName): Promise<void> {
  const requestHeaders = await headers();
  redirectIfLimited(await countIpAttempt(name, requestHeaders), requestHeaders);
}

/** Like `enforceIpLimit`, against the user instead of an IP address. */
export async function enforceUserLimit(userId: string): Promise<void> {
  const requestHeaders = await headers();
  redirectIfLimited(await countUserAttempt(userId, requestHeaders), requestHeaders);
}

/** Logs that a client was told to wait. */
export function logLimitReached(requestHeaders: Headers, limit?: LimitName): void {
  log.warn({ event: "limit.reached", ...requestFields(requestHeaders), limit });
}

async function count(name: LimitName, subject: string, requestHeaders: Headers) {
  warnOfUnseenProxy(requestHeaders.get("x-forwarded-for"));
  const seconds = await countAttempt(name, subject, requestFields(requestHeaders));
  if (seconds !== null) {
    logLimitReached(requestHeaders, name);
    countRefusal(name);
  }
  return seconds;
}

function redirectIfLimited(seconds: number | null, requestHeaders: Headers): void {
  if (seconds !== null) redirect(tooManyPath(destination(requestPath(requestHeaders))));
}

/** The key that the request's client is counted under. Clients whose address can't be parsed have one each. */
export function clientIpKey(requestHeaders: Headers): string {
  const { ip } = readDevice(requestHeaders);
  return ip ? ipKey(ip) : `unparsed ${readUnparsedClient(requestHeaders)}`;
}

/** The path that responds with 429 until an attempt is allowed again, then redirects to `returnTo`. */
export function tooManyPath(returnTo: string): string {
  return `/too-many?${new URLSearchParams({ returnTo })}`;
}

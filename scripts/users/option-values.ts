import { emailAddresses } from "../../lib/env/email-lists";
import { toSeconds } from "../../lib/env/values";
import { UsageError } from "./command-error";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const maxTextLength = 500;
const daySeconds = 24 * 60 * 60;
const maxExpirySeconds = 365 * daySeconds;
/** Fits the column's type, and every calendar. */
const latestTime = Date.parse("9999-12-31T00:00:00Z");

export const isId = (text: string) => uuid.test(text);

/** @throws UsageError unless the value is an id */
export function readId(option: string, value: string): string {
  if (isId(value)) return value.toLowerCase();
  throw new UsageError(`${option} takes an id, such as 2f0c1a52-6d0e-4b5e-9d0a-8a1f6c1f7f3b.`);
}

/** @throws UsageError unless the value is a whole number within bounds */
export function readCount(option: string, value: string, max: number): number {
  const count = /^\d{1,6}$/.test(value) ? Number(value) : 0;
  if (count >= 1 && count <= max) return count;
  throw new UsageError(`${option} takes a whole number from 1 to ${max}.`);
}

/** An address in lower case. @throws UsageError unless the value is one */
export function readAddress(value: string): string {
  const addresses = emailAddresses.safeParse(value).data ?? [];
  const [address] = addresses;
  if (address && addresses.length === 1) return address;
  throw new UsageError(`"${value}" is not an e-mail address.`);
}

/** A text to store; null if it is blank. @throws UsageError if it is too long */
export function readText(option: string, value = ""): string | null {
  const text = value.trim();
  if (text.length > maxTextLength || text.includes("\0")) {
    throw new UsageError(`${option} takes a text of up to ${maxTextLength} characters.`);
  }
  return text === "" ? null : text;
}

/** @throws UsageError unless the value is a length of time up to a year */
export function readExpiry(option: string, value: string): number {
  const seconds = toSeconds(value);
  if (seconds >= 60 && seconds <= maxExpirySeconds) return seconds;
  throw new UsageError(`${option} takes a length of time from 1m to 365d, such as 12h or 7d.`);
}

/**
 * A time to come: a length of time from now, a day (from midnight UTC), or a time with its zone.
 * @throws UsageError for anything else, and for a time in the past
 */
export function readFutureTime(option: string, value: string, now = new Date()): Date {
  const seconds = toSeconds(value);
  const time = seconds > 0 ? now.getTime() + seconds * 1000 : readTime(value);
  if (Number.isNaN(time) || time > latestTime) {
    throw new UsageError(
      `${option} takes a day such as 2026-12-31, a time such as 2026-12-31T18:00:00Z, or a length of time such as 7d.`,
    );
  }
  if (time <= now.getTime()) throw new UsageError(`${option} ${value} is in the past.`);
  return new Date(time);
}

/** @returns NaN for anything but a day, or a time with its zone, that exists */
function readTime(value: string): number {
  const [, day, rest] =
    /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2}))?$/.exec(value) ?? [];
  if (!day) return Number.NaN;
  const midnight = new Date(`${day}T00:00:00Z`);
  // Date.parse takes 2026-02-30 for the 2nd of March.
  const isDay = !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
  return isDay ? Date.parse(rest ? value : midnight.toISOString()) : Number.NaN;
}

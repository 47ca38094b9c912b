import "server-only";
import { env } from "@/lib/env/env";

/** A session in use is written to at most this often; the idle expiry is exact to this. */
const touchSeconds = 5 * 60;
/** Writes per idle timeout, if the timeout is short. */
const touchesPerTimeout = 10;

/** How recently a provider must have authenticated the user: see `isFresh`. */
export const freshnessSeconds = 5 * 60;

/** When a session expires however much it is used; the user then signs in again. */
export function absoluteExpiry(): Date {
  return fromNow(env().SESSION_MAX_AGE);
}

/** When a session expires that is not used again; never later than `absolute`. */
export function idleExpiry(absolute: Date): Date {
  const idle = fromNow(env().SESSION_IDLE_TIMEOUT);
  return idle < absolute ? idle : absolute;
}

/** Whether the use of a session has to be recorded again. */
export function isTouchDue(lastSeenAt: Date): boolean {
  const seconds = Math.min(touchSeconds, env().SESSION_IDLE_TIMEOUT / touchesPerTimeout);
  return Date.now() - lastSeenAt.getTime() >= seconds * 1000;
}

function fromNow(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}

/**
 * Whether a provider has authenticated the user within the last five minutes. Actions that give
 * data away or cannot be undone require it, so that access to an unlocked computer is not enough.
 */
export function isFresh({ authenticatedSecondsAgo }: { authenticatedSecondsAgo: number }): boolean {
  return authenticatedSecondsAgo <= freshnessSeconds;
}

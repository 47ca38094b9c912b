import "server-only";
import { env } from "@/lib/env/env";

/** How often a session in use is written to at most; the idle expiry is exact to this. */
const touchSeconds = 5 * 60;
/** Of an idle timeout that is short itself. */
const touchesPerTimeout = 10;

/** How recently a provider must have confirmed a visitor for what cannot be undone. */
export const freshnessSeconds = 5 * 60;

/** The end of a session's life, however busy it is: the provider is asked again after that. */
export function absoluteExpiry(): Date {
  return fromNow(env().SESSION_MAX_AGE);
}

/** When a browser that is not seen again is signed out; never later than `absolute`. */
export function idleExpiry(absolute: Date): Date {
  const idle = fromNow(env().SESSION_IDLE_TIMEOUT);
  return idle < absolute ? idle : absolute;
}

/** Whether a session in use has to be noted as such again. */
export function isTouchDue(lastSeenAt: Date): boolean {
  const seconds = Math.min(touchSeconds, env().SESSION_IDLE_TIMEOUT / touchesPerTimeout);
  return Date.now() - lastSeenAt.getTime() >= seconds * 1000;
}

/** The moment `seconds` from now. */
function fromNow(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}

/**
 * Whether a provider has confirmed the visitor within the last five minutes: what gives data away
 * or cannot be undone asks for that, so that an unlocked computer is not enough.
 */
export function isFresh({ authenticatedSecondsAgo }: { authenticatedSecondsAgo: number }): boolean {
  return authenticatedSecondsAgo <= freshnessSeconds;
}

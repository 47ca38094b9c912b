const day = 24 * 60 * 60;

/** A browser that is not seen for this long is signed out. */
export const sessionIdleSeconds = 30 * day;
/** However busy, a session ends after this long, and the provider is asked again. */
export const sessionAbsoluteSeconds = 90 * day;
/** How often a session in use is written to; the idle expiry is exact to this. */
export const sessionTouchSeconds = 5 * 60;

/** The moment `seconds` from now. */
export function fromNow(seconds: number): Date {
  return new Date(Date.now() + seconds * 1000);
}

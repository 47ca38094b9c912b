/** The fields that Auth.js's addresses accept, each at its longest and percent-encoded. */
export const fieldsBodyBytes = 16 * 1024;

/** Next.js's own limit for a server action (`serverActions.bodySizeLimit`). */
export const serverActionBodyBytes = 1024 * 1024;

/**
 * The longest body that a builder's route gets: Next.js's own limit for what passes through a proxy.
 * The proxy's copy stays in memory until the route has read it.
 */
export const routeBodyBytes = 10 * 1024 * 1024;

/**
 * Next.js copies this much of a body for `proxy.hosted.ts` and silently drops the rest, for the route too.
 * The surplus over `routeBodyBytes` is more than one chunk from a socket (64 kB), so it
 * always sees that a body is too long before anything is missing from it.
 */
export const copiedBodyBytes = routeBodyBytes + 1024 * 1024;

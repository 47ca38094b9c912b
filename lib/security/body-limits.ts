/** The fields that Auth.js's addresses accept, each at its longest and percent-encoded. */
export const fieldsBodyBytes = 16 * 1024;

/** Next.js's own limit for a server action (`serverActions.bodySizeLimit`). */
export const serverActionBodyBytes = 1024 * 1024;

/**
 * The longest body that a builder's route gets where a proxy runs, unless `foyer.config.ts` says otherwise:
 * Next.js's own limit. The proxy's copy stays in memory until the route has read it.
 */
export const routeBodyBytes = 10 * 1024 * 1024;

/**
 * Next.js copies this much of a body for a proxy and silently drops the rest, for the route too. The surplus
 * over every limit is more than one chunk from a socket (64 kB), so the gate always sees that a body is
 * too long before anything is missing from it.
 *
 * @param limits - those of `foyer.config.ts`, in bytes
 */
export function copiedBodyBytes(limits: number[]): number {
  return Math.max(routeBodyBytes, ...limits) + 1024 * 1024;
}

/** The largest picture that a user may upload. */
export const pictureFileBytes = 4 * 1024 * 1024;

/** The same within its form. Vercel accepts 4.5 MB. */
export const pictureBodyBytes = pictureFileBytes + 16 * 1024;

/** Four megabytes take half a minute at 1 Mbit/s. */
export const pictureDeadlineMilliseconds = 60_000;

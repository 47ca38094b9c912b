import { withFoyer } from "@/lib/gate/with-foyer";

/**
 * The gate where no server of Node's own receives requests: on Vercel, and in development. next.config.ts
 * leaves this file out of every other build, where `lib/server/front-gate.ts` takes its place, and where
 * the builder has a `proxy.ts`.
 */
export const proxy = withFoyer();

export const config = {
  // Next.js would cut a long body short for the builder's API, so this doesn't run there.
  matcher:
    "/((?!_next/static/|_next/image$|(?:icon|apple-icon|manifest\\.webmanifest|brand/opengraph-image)$|api/(?!auth(?:/|$)|health/?$|clean-up/?$)).*)",
};

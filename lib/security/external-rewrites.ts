import { buildPatterns } from "@/lib/security/build-patterns";

/** The rewrites of this build that lead to another server. In development they are unknown. */
export const externalRewrites = buildPatterns<Manifest>({
  path: "routes-manifest.json",
  sources: ({ rewrites }) =>
    Object.values(rewrites)
      .flat()
      .filter(({ destination }) => /^https?:/.test(destination))
      .map(({ regex }) => regex),
  event: "boot.rewrites-unknown",
});

type Manifest = { rewrites: Record<string, { regex: string; destination: string }[]> };

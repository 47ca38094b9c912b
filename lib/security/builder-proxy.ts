import { buildPatterns } from "@/lib/security/build-patterns";

/**
 * Whether a proxy of the builder's runs on a path, in a build for Node.js. Next.js then copies the body
 * for it, and cuts a longer one short for the route.
 */
export function isProxied(pathname: string): boolean {
  return proxyMatchers().some((matcher) => matcher.test(pathname));
}

const proxyMatchers = buildPatterns<Manifest>({
  path: "server/functions-config-manifest.json",
  sources: ({ functions }) =>
    (functions["/_middleware"]?.matchers ?? []).map(({ regexp }) => regexp),
  event: "boot.proxy-unknown",
});

type Manifest = { functions: Record<string, { matchers?: { regexp: string }[] }> };

/** Pages that Next.js adds to a build, for missing pages and for errors. */
const addedPages = ["/_not-found", "/_global-error", "/_error", "/404", "/500"];

/**
 * The pages that Next.js has prerendered, or prerenders when they are first requested: paths, and
 * routes such as `/blog/[slug]`. Files such as `/icon.svg` run no scripts, so they don't count.
 * @param prerender - `.next/prerender-manifest.json`
 * @param pages - `.next/server/pages-manifest.json`, which alone has the Pages Router's static pages
 */
export function prerenderedPages(
  prerender: PrerenderManifest,
  pages: Record<string, string>,
): string[] {
  const entries = Object.entries({ ...prerender.routes, ...prerender.dynamicRoutes });
  const fromManifest = entries
    .filter(([path, entry]) => isPrerendered(entry) || isPrerenderedLater(path, prerender))
    .map(([path]) => path);
  const staticFiles = Object.keys(pages).filter((path) => pages[path]?.endsWith(".html"));
  const all = new Set([...fromManifest, ...staticFiles]);
  return [...all].filter((path) => !addedPages.includes(path)).sort();
}

/** With `cacheComponents`, an empty response is a page that Next.js renders for each request. */
function isPrerendered({ routeType, response, renderingMode }: PrerenderedRoute): boolean {
  const isPartial = renderingMode === "PARTIALLY_STATIC" && routeType !== "fallback";
  return routeType !== "route" && !(isPartial && response === "empty");
}

/**
 * With `cacheComponents`, an empty response of a route with `generateStaticParams` only says that the
 * route's paths share no shell. Next.js prerenders each path once it has been requested, unless the page
 * waits for the request: then it has prerendered none of the paths that the build knows either.
 */
function isPrerenderedLater(route: string, { routes, dynamicRoutes }: PrerenderManifest): boolean {
  if (!dynamicRoutes[route]?.remainingPrerenderableParams?.length) return false;
  return Object.values(routes).some((entry) => entry.srcRoute === route && isPrerendered(entry));
}

/** What this reads of Next.js's type of that name. */
export type PrerenderManifest = {
  routes: Record<string, PrerenderedRoute>;
  dynamicRoutes: Record<string, PrerenderedRoute>;
};

type PrerenderedRoute = {
  routeType?: string;
  response?: string;
  renderingMode?: string;
  /** The route of which this is a path. */
  srcRoute?: string | null;
  /** Parameters of `generateStaticParams`, for which Next.js prerenders further paths. */
  remainingPrerenderableParams?: unknown[];
};

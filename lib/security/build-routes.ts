import { readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env/env";
import { log } from "@/lib/log";

/** `page` is null for a rewrite. */
export type RoutePattern = { page: string | null; pattern: RegExp };

export type BuildRoutes = {
  /** Patterns of every path of this build: pages, routes and rewrites. */
  patterns: RoutePattern[] | "unknown";
  /** The rewrites that lead to another server. */
  externalRewrites: RegExp[];
};

/** The routes of this build. In development they change with the files, so they are unknown. */
export function buildRoutes(): BuildRoutes {
  known ??= env().NODE_ENV === "production" ? readRoutes() : unknown;
  return known;
}

let known: BuildRoutes | undefined;
const unknown: BuildRoutes = { patterns: "unknown", externalRewrites: [] };

/** Pages that Next.js adds to every build, for missing pages and for errors. */
const addedPages = ["/_not-found", "/_global-error", "/_error", "/404", "/500"];

function readRoutes(): BuildRoutes {
  try {
    const path = join(process.cwd(), ".next/routes-manifest.json");
    const manifest = JSON.parse(readFileSync(path, "utf8")) as Manifest;
    const rewrites = Object.values(manifest.rewrites).flat();
    const routes = [...manifest.staticRoutes, ...manifest.dynamicRoutes].filter(
      ({ page }) => !addedPages.includes(page),
    );
    return {
      patterns: [
        ...routes.map(({ page, regex }) => ({ page, pattern: new RegExp(regex) })),
        ...rewrites.map(({ regex }) => ({ page: null, pattern: new RegExp(regex) })),
      ],
      externalRewrites: rewrites
        .filter(({ destination }) => /^https?:/.test(destination))
        .map(({ regex }) => new RegExp(regex)),
    };
  } catch (error) {
    const fix = "Start the app in the folder that has its .next.";
    log.warn({ event: "boot.routes-unknown", fix, error });
    return unknown;
  }
}

type Manifest = {
  staticRoutes: { page: string; regex: string }[];
  dynamicRoutes: { page: string; regex: string }[];
  rewrites: Record<string, { regex: string; destination: string }[]>;
};

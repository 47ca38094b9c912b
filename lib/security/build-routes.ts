import { readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env/env";
import { log } from "@/lib/log";

export type BuildRoutes = {
  /** What the paths of this build match: pages, routes and rewrites. */
  patterns: RegExp[] | "unknown";
  /** The rewrites that lead to another server. */
  passedOn: RegExp[];
};

/** The routes of this build. In development they change as files do, and are not known. */
export function buildRoutes(): BuildRoutes {
  known ??= env().NODE_ENV === "production" ? readRoutes() : unknown;
  return known;
}

let known: BuildRoutes | undefined;
const unknown: BuildRoutes = { patterns: "unknown", passedOn: [] };

/** Pages that Next.js adds to every build, for what is not found and for errors. */
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
      patterns: [...routes, ...rewrites].map(({ regex }) => new RegExp(regex)),
      passedOn: rewrites
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

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env/env";
import { log } from "@/lib/log";

/**
 * Whether a proxy of the builder's runs on a path, in a build for Node.js. Next.js then copies the body
 * for it, and cuts a longer one short for the route.
 */
export function isProxied(pathname: string): boolean {
  known ??= env().NODE_ENV === "production" ? readMatchers() : [];
  return known.some((matcher) => matcher.test(pathname));
}

let known: RegExp[] | undefined;

function readMatchers(): RegExp[] {
  try {
    const path = join(process.cwd(), ".next/server/functions-config-manifest.json");
    const { functions } = JSON.parse(readFileSync(path, "utf8")) as Manifest;
    const matchers = functions["/_middleware"]?.matchers ?? [];
    return matchers.map(({ regexp }) => new RegExp(regexp));
  } catch (error) {
    const fix = "Start the app in the folder that has its .next.";
    log.warn({ event: "boot.proxy-unknown", fix, error });
    return [];
  }
}

type Manifest = { functions: Record<string, { matchers?: { regexp: string }[] }> };

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

/** As Next names a server action: https://nextjs.org/docs/app/guides/data-security#built-in-server-actions-security-features */
export function isActionId(id: unknown): id is string {
  return typeof id === "string" && /^[0-9a-f]{42}$/.test(id);
}

/**
 * Whether this build has a server action. The tabs of visitors are older than the newest
 * deployment, and name actions that may be gone: Next answers those with two bare words.
 */
export function knowsAction(id: string): boolean {
  known ??= readActions();
  return known === "all" || known.has(id);
}

let known: Set<string> | "all" | undefined;

/** In development actions come and go as pages are compiled. */
function readActions(): Set<string> | "all" {
  if (env().NODE_ENV !== "production") return "all";
  try {
    const path = join(process.cwd(), ".next/server/server-reference-manifest.json");
    const { node } = JSON.parse(readFileSync(path, "utf8")) as { node: object };
    return new Set(Object.keys(node));
  } catch (error) {
    log.warn({ event: "boot.actions-unknown", error });
    return "all";
  }
}

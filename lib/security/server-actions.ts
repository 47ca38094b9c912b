import { readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env/env";
import { log } from "@/lib/log";

/** How Next.js names a server action: https://nextjs.org/docs/app/guides/data-security#built-in-server-actions-security-features */
export function isActionId(id: unknown): id is string {
  return typeof id === "string" && /^[0-9a-f]{42}$/.test(id);
}

/**
 * Whether this build has a server action. A tab that was opened before the latest deployment may name
 * one that is gone, and Next.js responds to that with a few words of bare text.
 */
export function isKnownAction(id: string): boolean {
  const actions = buildActions();
  return typeof actions === "string" || actions.has(id);
}

/**
 * Whether a server action is the builder's, so that Next.js's rules for arguments and sizes apply
 * and not those of our forms. In development every action counts as one.
 */
export function isBuilderAction(id: string): boolean {
  const actions = buildActions();
  if (typeof actions === "string") return actions === "development";
  const file = actions.get(id);
  return file !== undefined && !ownActionFiles.test(file);
}

/** Where the server actions of Foyer's pages are. */
const ownActionFiles = /^app\/\(foyer\)\//;

/** The file of each action, by its id, or why it is unknown. */
type Actions = Map<string, string> | "development" | "unreadable";

let known: Actions | undefined;

function buildActions(): Actions {
  // In development actions come and go as pages are compiled.
  known ??= env().NODE_ENV === "production" ? readActions() : "development";
  return known;
}

function readActions(): Actions {
  try {
    const path = join(process.cwd(), ".next/server/server-reference-manifest.json");
    const { node } = JSON.parse(readFileSync(path, "utf8")) as Manifest;
    return new Map(Object.entries(node).map(([id, { filename }]) => [id, filename]));
  } catch (error) {
    log.warn({ event: "boot.actions-unknown", error });
    return "unreadable";
  }
}

type Manifest = { node: Record<string, { filename: string }> };

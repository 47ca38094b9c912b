import { readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env/env";
import { log } from "@/lib/log";

/** The rewrites of this build that lead to another server. In development they are unknown. */
export function externalRewrites(): RegExp[] {
  known ??= env().NODE_ENV === "production" ? readRewrites() : [];
  return known;
}

let known: RegExp[] | undefined;

function readRewrites(): RegExp[] {
  try {
    const path = join(process.cwd(), ".next/routes-manifest.json");
    const { rewrites } = JSON.parse(readFileSync(path, "utf8")) as Manifest;
    return Object.values(rewrites)
      .flat()
      .filter(({ destination }) => /^https?:/.test(destination))
      .map(({ regex }) => new RegExp(regex));
  } catch (error) {
    const fix = "Start the app in the folder that has its .next.";
    log.warn({ event: "boot.rewrites-unknown", fix, error });
    return [];
  }
}

type Manifest = { rewrites: Record<string, { regex: string; destination: string }[]> };

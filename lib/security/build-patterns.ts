import { readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "@/lib/env/env";
import { log } from "@/lib/log";

type BuildManifest<Manifest> = {
  /** Its path below `.next`. */
  path: string;
  /** Takes the sources of regular expressions from it. */
  sources: (manifest: Manifest) => string[];
  /** Logged if the build has no such file, or one that doesn't have this shape. */
  event: string;
};

/**
 * Returns a function that reads patterns of paths from a manifest of the build, once. In development
 * there are none, since no build has written a manifest.
 */
export function buildPatterns<Manifest>(manifest: BuildManifest<Manifest>): () => RegExp[] {
  let known: RegExp[] | undefined;
  return () => {
    known ??= env().NODE_ENV === "production" ? readPatterns(manifest) : [];
    return known;
  };
}

function readPatterns<Manifest>(manifest: BuildManifest<Manifest>): RegExp[] {
  try {
    const text = readFileSync(join(process.cwd(), ".next", manifest.path), "utf8");
    return manifest.sources(JSON.parse(text) as Manifest).map((source) => new RegExp(source));
  } catch (error) {
    const fix = "Start the app in the folder that has its .next.";
    log.warn({ event: manifest.event, fix, error });
    return [];
  }
}

import { config } from "@/lib/config/config";
import { matchesPattern } from "@/lib/config/path-pattern";

/**
 * Whether `foyer.config.ts` lists a path as prerendered.
 * @param path - decoded, without its query; or a route, such as `/blog/[slug]`
 */
export function isListedAsPrerendered(path: string, listed = config().prerendered): boolean {
  return listed.some((pattern) => matchesPattern(pattern, path));
}

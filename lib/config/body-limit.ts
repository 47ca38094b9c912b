import { config } from "@/lib/config/config";
import { matchesPattern } from "@/lib/config/path-pattern";

/**
 * The limit that `foyer.config.ts` sets for a path, by the longest pattern that stands for it.
 * @param path - decoded, without its query
 * @returns bytes, or undefined without an entry
 */
export function configuredBodyLimit(
  path: string,
  limits = config().bodyLimits,
): number | undefined {
  const patterns = Object.keys(limits).filter((pattern) => matchesPattern(pattern, path));
  // An exact path is at least as long as a pattern that covers it.
  const [longest] = patterns.sort((one, other) => specificity(other) - specificity(one));
  return longest === undefined ? undefined : limits[longest];
}

function specificity(pattern: string): number {
  return pattern.endsWith("/*") ? pattern.length - 1 : pattern.length + 1;
}

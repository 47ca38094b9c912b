import { config } from "@/lib/config/config";
import { isListedAsPrerendered } from "@/lib/config/prerendered";
import type { PagePolicy } from "@/lib/security/content-security-policy";
import { foyerRoute } from "@/lib/security/foyer-routes";
import { percentDecode } from "@/lib/security/percent-decode";

/**
 * Which Content Security Policy the response of a path gets. Foyer's own pages get the strictest one,
 * whatever `foyer.config.ts` says.
 * @param path - as it was sent, with or without its query
 */
export function policyFor(path: string): PagePolicy {
  const [pathname = "/"] = path.split("?", 1);
  const route = foyerRoute(pathname);
  if (route) return { kind: route.isUpload ? "upload" : "foyer" };
  const decoded = percentDecode(pathname);
  const isPrerendered = decoded !== null && isListedAsPrerendered(decoded);
  return {
    kind: isPrerendered ? "prerendered" : "builder",
    sources: config().contentSecurityPolicy,
  };
}

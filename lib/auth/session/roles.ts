import "server-only";
import { config } from "@/lib/config/config";
import { defaultRole } from "@/lib/db/schema";

/**
 * The role that counts. One that `foyer.config.ts` no longer lists is worth no more than a new user's: it
 * may have been removed because of what it allowed.
 *
 * @param stored - `users.role`
 */
export function effectiveRole(stored: string): string {
  return config().roles.includes(stored) ? stored : defaultRole;
}

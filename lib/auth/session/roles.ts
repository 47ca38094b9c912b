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

/**
 * Whether a user has one of these roles. No role includes another: an admin has the role `admin` alone.
 *
 * @param user - null for a visitor who isn't signed in; the role may be one as stored
 * @throws Error if foyer.config.ts doesn't list one of `roles`, which would keep everyone out
 */
export function hasRole(
  user: { role: string } | null,
  roles: string | readonly string[],
): user is { role: string } {
  const wanted = [roles].flat();
  for (const role of wanted) assertListed(role);
  return user !== null && wanted.includes(effectiveRole(user.role));
}

function assertListed(role: string): void {
  const listed = config().roles;
  if (listed.includes(role)) return;
  throw new Error(
    `foyer.config.ts doesn't list the role "${role}"; its roles are ${listed.join(", ")}`,
  );
}

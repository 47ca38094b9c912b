import "server-only";
import { notFound } from "next/navigation";
import { type CurrentUser, getCurrentUser, requireUser } from "@/lib/auth/session/current-user";
import { hasRole } from "@/lib/auth/session/roles";

/**
 * The signed-in user of a page, server action or route handler that is for some roles only. A user with
 * another role gets 404. So does a visitor who isn't signed in, unless there is a `returnTo`: they then
 * sign in first, and learn that the page exists.
 *
 * A page asks in `generateMetadata` as well: the title of a constant `metadata` shows on the 404. Both read
 * the session once.
 *
 * The role is read from the database for each request. What must not happen after a demotion is checked
 * again where it is written: `authorizeRoleAction` sees to that.
 *
 * @param returnTo - the page's own path
 * @throws Error if foyer.config.ts doesn't list one of `roles`
 */
export async function requireRole(
  roles: string | readonly string[],
  returnTo?: string,
): Promise<CurrentUser> {
  const user = returnTo === undefined ? await getCurrentUser() : await requireUser(returnTo);
  return hasRole(user, roles) ? user : notFound();
}

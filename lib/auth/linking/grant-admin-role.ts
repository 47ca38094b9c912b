import "server-only";
import { isAdminAddress } from "@/lib/auth/linking/admin-address";
import type { CompletedSignIn, VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import { grantAdmin } from "@/lib/db/admin/grant-admin";

/** None of these opens a session: the user connects an account, or confirms, in the one that they have. */
const openNoSession: ReadonlySet<string> = new Set<CompletedSignIn["kind"]>([
  "connected",
  "connected-before",
  "confirmed",
]);

/**
 * Makes the user of a completed sign-in an admin if ADMIN_EMAILS names the address that they signed in
 * with: see `isAdminAddress`. Connecting such an account, or confirming with it, grants nothing.
 *
 * @param outcome - of whatever opens a session; returned as it is
 * @throws DatabaseUnavailableError - the session is open by then, but the browser hasn't got its token
 */
export async function grantAdminRole<Outcome extends { kind: string } | string>(
  outcome: Outcome,
  { provider, claims }: Pick<VerifiedSignIn, "provider" | "claims">,
): Promise<Outcome> {
  if (isSignedIn(outcome) && isAdminAddress(provider, claims)) await grantAdmin(outcome.userId);
  return outcome;
}

function isSignedIn(
  outcome: { kind: string } | string,
): outcome is { kind: string; userId: string } {
  return typeof outcome !== "string" && "userId" in outcome && !openNoSession.has(outcome.kind);
}

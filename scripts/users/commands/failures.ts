import type { UserSummary } from "../../../lib/db/admin/find-users";
import { CommandError } from "../command-error";
import { nameOf } from "../format";

/** A user who was there a moment ago. */
export function userGone(): CommandError {
  return new CommandError("user-not-found", "The user was deleted a moment ago.");
}

/** A suspended user can't sign in, whatever else was done. */
export function warnOfSuspension({ id, isSuspended }: UserSummary): string[] {
  return isSuspended
    ? [`They are suspended and still can't sign in. To lift that: npm run users -- restore ${id}`]
    : [];
}

/** @param verb - what can't be done to the last admin, such as "suspended" */
export function lastAdmin(user: UserSummary, verb: string): CommandError {
  return new CommandError(
    "last-admin",
    `${nameOf(user)} is the only admin who can sign in, and can't be ${verb}. Make another user an admin first:\n` +
      "npm run users -- role <user> admin",
  );
}

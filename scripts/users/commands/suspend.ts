import { restoreUser, suspendUser } from "../../../lib/db/admin/suspend-user";
import { restoreDeletedUsers } from "../../../lib/db/admin/suspended-identities";
import type { CommandOf, Outcome } from "../command";
import { CommandError } from "../command-error";
import { findUser, requireSecret, requireUser, toDeletedUser } from "../find-user";
import { formatStanding, formatTime, nameOf, printable } from "../format";
import type { Setup } from "../open-database";
import { lastAdmin, userGone } from "./failures";
import { identityHashes } from "./identity-hashes";

/** Suspends a user. */
export async function suspend(command: CommandOf<"suspend">, setup: Setup): Promise<Outcome> {
  requireSecret(setup);
  const { until, reason } = command;
  const user = await requireUser(command.user, setup);
  const operation = { userId: user.id, actorId: null };
  const outcome = await suspendUser(operation, { until, reason }, identityHashes);
  switch (outcome) {
    case "unknown-user":
      throw userGone();
    case "last-admin":
      throw lastAdmin(user, "suspended");
    case "suspended-before":
      throw new CommandError(
        "suspended-before",
        `${nameOf(user)} is already ${formatStanding({ ...user, isSuspended: true })}. To change that, restore them first:\n` +
          `npm run users -- restore ${user.id}`,
      );
    case "suspended":
      return {
        json: { userId: user.id, until, reason },
        text: `${nameOf(user)} is signed out and suspended${until ? ` until ${formatTime(until)}` : ""}.`,
      };
  }
}

/** Ends the suspension of a user, who may be deleted. */
export async function restore(command: CommandOf<"restore">, setup: Setup): Promise<Outcome> {
  const user = await findUser(command.user);
  if (!user) return restoreDeleted(command, setup);
  const outcome = await restoreUser({ userId: user.id, actorId: null });
  if (outcome === "unknown-user") throw userGone();
  if (outcome === "not-suspended") {
    throw new CommandError("not-suspended", `${nameOf(user)} is not suspended.`);
  }
  const waits = user.awaitingApproval ? " They are still waiting for approval." : "";
  return {
    json: { userIds: [user.id] },
    text: `${nameOf(user)} is no longer suspended.${waits}`,
  };
}

async function restoreDeleted({ user }: CommandOf<"restore">, setup: Setup): Promise<Outcome> {
  if (user.includes("@")) requireSecret(setup);
  const deleted = toDeletedUser(user, setup);
  const userIds = deleted ? await restoreDeletedUsers(deleted, null) : [];
  if (userIds.length > 0) {
    return {
      json: { userIds },
      text: `${printable(user)} was deleted, and may sign up again now.`,
    };
  }
  const message = `There is no user ${printable(user)}, and no suspension of a deleted one. For a deleted user, give the former address or the id.`;
  throw new CommandError("user-not-found", message);
}

import type { Command, Outcome } from "./command";
import { approve, endAllSessions, recover, remove } from "./commands/act-on-user";
import { changeRole } from "./commands/change-role";
import { invite, listStoredInvitations, revoke } from "./commands/invite";
import { list } from "./commands/list-users";
import { show } from "./commands/show-user";
import { restore, suspend } from "./commands/suspend";
import { explainFailure } from "./explain-failure";
import type { Context } from "./open-database";

/**
 * Carries a command out. It imports the app's modules, so `process.env` has to be complete.
 * @throws CommandError if it can't be done
 */
export async function execute(command: Command, context: Context): Promise<Outcome> {
  try {
    return await carryOut(command, context);
  } catch (error) {
    throw explainFailure(error, context);
  }
}

function carryOut(command: Command, context: Context): Promise<Outcome> {
  switch (command.name) {
    case "list":
      return list(command);
    case "show":
      return show(command, context);
    case "role":
      return changeRole(command, context);
    case "suspend":
      return suspend(command, context);
    case "restore":
      return restore(command, context);
    case "approve":
      return approve(command, context);
    case "end-sessions":
      return endAllSessions(command, context);
    case "delete":
      return remove(command, context);
    case "recover":
      return recover(command, context);
    case "invite":
      return invite(command, context);
    case "list-invitations":
      return listStoredInvitations(command);
    case "revoke-invitation":
      return revoke(command);
  }
}

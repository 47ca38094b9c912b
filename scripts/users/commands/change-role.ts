import { config } from "../../../lib/config/config";
import type { UserSummary } from "../../../lib/db/admin/find-users";
import { setRole } from "../../../lib/db/admin/set-role";
import { readUserDetails } from "../../../lib/db/admin/user-details";
import { env } from "../../../lib/env/env";
import type { CommandOf, Outcome } from "../command";
import { CommandError } from "../command-error";
import { confirm } from "../confirm";
import { requireUser } from "../find-user";
import { nameOf, printable } from "../format";
import type { Context } from "../open-database";
import { lastAdmin, userGone, warnOfSuspension } from "./failures";

/** Gives a user another role. Making an admin is asked about first. */
export async function changeRole(command: CommandOf<"role">, context: Context): Promise<Outcome> {
  const { role } = command;
  const { roles } = config();
  if (!roles.includes(role)) {
    const message = `foyer.config.ts has no role "${printable(role)}". It has: ${roles.join(", ")}.`;
    throw new CommandError("unknown-role", message, { roles });
  }
  const user = await requireUser(command.user, context);
  if (role === "admin" && user.role !== role) {
    const question = `Make ${nameOf(user)} an admin, who can do everything an operator can?`;
    await confirm(question, `role ${user.id} admin`, context);
  }
  const change = await setRole({ userId: user.id, actorId: null }, role);
  if (change === "unknown-user") throw userGone();
  if (change === "last-admin") throw lastAdmin(user, "given another role");
  const isChanged = change === "changed";
  return {
    json: { userId: user.id, role, changed: isChanged },
    text: isChanged
      ? `${nameOf(user)} now has the role ${role}.`
      : `${nameOf(user)} already has the role ${role}.`,
    warnings: [
      ...warnOfSuspension(user),
      ...warnOfWaiting(user),
      ...(role === "admin" ? [] : await warnOfAdminAddresses(user)),
    ],
  };
}

function warnOfWaiting({ id, awaitingApproval }: UserSummary): string[] {
  return awaitingApproval
    ? [`They can't sign in before they are approved: npm run users -- approve ${id}`]
    : [];
}

/** ADMIN_EMAILS grants the role at each sign-in, and so also after it was taken away. */
async function warnOfAdminAddresses({ id, email }: UserSummary): Promise<string[]> {
  const details = await readUserDetails(id);
  const addresses = new Set([email, ...(details?.accounts ?? []).map((account) => account.email)]);
  const named = [...addresses].filter((address) => env().ADMIN_EMAILS.includes(address));
  return named.map(
    (address) =>
      `ADMIN_EMAILS still has ${printable(address)}, so a sign-in with it can make them an admin again. Remove it there, too.`,
  );
}

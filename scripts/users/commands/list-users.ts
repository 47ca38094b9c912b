import { config } from "../../../lib/config/config";
import { listUsers } from "../../../lib/db/admin/find-users";
import type { CommandOf, Outcome } from "../command";
import { formatUsers } from "../format";

/** Lists users, newest first. */
export async function list(command: CommandOf<"list">): Promise<Outcome> {
  const { role, limit, before } = command;
  const users = await listUsers(command, { before, limit });
  const next = users.length === limit ? (users.at(-1)?.id ?? null) : null;
  const more = next ? `\nThere may be more: add --before ${next}` : "";
  const isUnknownRole = role !== undefined && !config().roles.includes(role);
  return {
    json: { users, next },
    text: users.length > 0 ? `${formatUsers(users)}${more}` : "No users found.",
    warnings: isUnknownRole ? [`foyer.config.ts has no role "${role}".`] : [],
  };
}

import { createSessionToken, hashToken } from "../../../lib/auth/session/token";
import { approveUser } from "../../../lib/db/admin/approve-user";
import { endSessions } from "../../../lib/db/admin/end-sessions";
import { createRecovery } from "../../../lib/db/admin/recoveries";
import { removeUser } from "../../../lib/db/admin/remove-user";
import { defaultRole } from "../../../lib/db/schema";
import { env } from "../../../lib/env/env";
import type { CommandOf, Outcome } from "../command";
import { CommandError } from "../command-error";
import { confirm } from "../confirm";
import { requireOrigin, requireSecret, requireUser } from "../find-user";
import { formatTime, nameOf, printable } from "../format";
import type { Context, Setup } from "../open-database";
import { lastAdmin, userGone, warnOfSuspension } from "./failures";
import { identityHashes } from "./identity-hashes";

const operationOn = ({ id }: { id: string }) => ({ userId: id, actorId: null });

/** Lets a waiting user sign in. */
export async function approve(command: CommandOf<"approve">, setup: Setup): Promise<Outcome> {
  const user = await requireUser(command.user, setup);
  const outcome = await approveUser(operationOn(user));
  if (outcome === "unknown-user") throw userGone();
  if (outcome === "not-waiting") {
    throw new CommandError("not-waiting", `${nameOf(user)} isn't waiting for approval.`);
  }
  return {
    json: { userId: user.id },
    text: `${nameOf(user)} is approved.`,
    warnings: warnOfSuspension(user),
  };
}

/** Signs a user out on all devices. */
export async function endAllSessions(
  command: CommandOf<"end-sessions">,
  setup: Setup,
): Promise<Outcome> {
  const user = await requireUser(command.user, setup);
  const ended = await endSessions(operationOn(user));
  if (ended === "unknown-user") throw userGone();
  const text =
    ended === 0
      ? `${nameOf(user)} has no open session.`
      : `Ended ${ended} ${ended === 1 ? "session" : "sessions"} of ${nameOf(user)}.`;
  return { json: { userId: user.id, ended }, text };
}

/** Deletes a user, after a question. */
export async function remove(command: CommandOf<"delete">, context: Context): Promise<Outcome> {
  const user = await requireUser(command.user, context);
  if (user.isSuspended) requireSecret(context);
  const question = `Delete ${nameOf(user)} with everything stored about them? This can't be undone.`;
  await confirm(question, `delete ${user.id}`, context);
  const outcome = await removeUser(operationOn(user), identityHashes);
  if (outcome === "unknown-user") throw userGone();
  if (outcome === "last-admin") throw lastAdmin(user, "deleted");
  const stillSuspended = `Their accounts and addresses stay suspended. To lift that: npm run users -- restore ${user.id}`;
  return {
    json: { userId: user.id },
    text: `Deleted ${nameOf(user)}.`,
    warnings: user.isSuspended ? [stillSuspended] : [],
  };
}

/** Makes a recovery link. */
export async function recover(command: CommandOf<"recover">, setup: Setup): Promise<Outcome> {
  requireOrigin(setup);
  const user = await requireUser(command.user, setup);
  const token = createSessionToken();
  const recovery = await createRecovery(operationOn(user), hashToken(token));
  if (recovery === "unknown-user") throw userGone();
  if (recovery.kind !== "started") {
    const [reason, fix] = uselessFor[recovery.kind];
    const message = `${nameOf(user)} ${reason}, so a link would be useless. First: npm run users -- ${fix} ${user.id}`;
    throw new CommandError(recovery.kind, message);
  }
  const { expires } = recovery;
  const link = `${env().origin}/sign-in?recovery=${token}`;
  return {
    json: { userId: user.id, link, expires },
    text: [
      `Send this link to ${nameOf(user)} once you are sure who is asking. It works once, until`,
      `${formatTime(expires)}; an earlier link no longer works:`,
      "",
      `  ${link}`,
      "",
      "Whoever signs in with it connects that account to this user. The user's known devices see a notice and can",
      "stop it.",
    ].join("\n"),
    warnings:
      user.role === defaultRole
        ? []
        : [`Whoever signs in with this link has the role ${printable(user.role)} at once.`],
  };
}

const uselessFor = {
  suspended: ["is suspended", "restore"],
  "awaiting-approval": ["is waiting for approval", "approve"],
} as const;

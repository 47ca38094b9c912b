import { isAllowed } from "../../../lib/auth/access/allowed-addresses";
import { createSessionToken, hashToken } from "../../../lib/auth/session/token";
import {
  createInvitation,
  listInvitations,
  revokeInvitation,
  type StoredInvitation,
} from "../../../lib/db/admin/invitations";
import { isDeletedUserSuspended } from "../../../lib/db/admin/suspended-identities";
import { env } from "../../../lib/env/env";
import type { CommandOf, Outcome } from "../command";
import { CommandError } from "../command-error";
import { requireOrigin, toDeletedUser } from "../find-user";
import { formatColumns, formatTime, printable } from "../format";
import type { Setup } from "../open-database";

/** Makes an invitation, and prints its link. */
export async function invite(command: CommandOf<"invite">, setup: Setup): Promise<Outcome> {
  requireOrigin(setup);
  const { name: _, ...draft } = command;
  const token = createSessionToken();
  const invited = await createInvitation({ ...draft, tokenHash: hashToken(token) }, null);
  const { email, uses } = command;
  if (invited.kind !== "invited") {
    const { kind, userId } = invited;
    const fact =
      kind === "waiting"
        ? `has signed up and is waiting for approval. To let them in: npm run users -- approve ${userId}`
        : "already belongs to a user here, who needs no invitation.";
    const code = kind === "waiting" ? "awaiting-approval" : "user-exists";
    throw new CommandError(code, `${printable(email)} ${fact}`, { userId });
  }
  const { id, expires } = invited;
  const link = `${env().origin}/sign-in?invitation=${token}`;
  return {
    json: { id, link, email, uses, expires, note: command.note },
    text: `${whoMay(command)} until ${formatTime(expires)}:\n\n  ${link}\n`,
    warnings: await warningsAbout(email, setup),
  };
}

function whoMay({ email, uses }: CommandOf<"invite">): string {
  if (email) return `${printable(email)} may sign up, with or without this link,`;
  return uses === 1
    ? "One person with this link may sign up"
    : `${uses} people with this link may sign up`;
}

/** Why an invitation may not be what the operator wants. */
async function warningsAbout(email: string | null, setup: Setup): Promise<string[]> {
  const isOpen = env().SIGN_UP === "open";
  const open = isOpen ? ["SIGN_UP is open here: everyone may sign up without an invitation."] : [];
  if (!email) return open;
  const address = { provider: "", email, isAuthoritative: true };
  const isRefused = !isAllowed(address);
  const deleted = toDeletedUser(email, setup);
  const isSuspended = deleted ? await isDeletedUserSuspended(deleted) : false;
  return [
    ...open,
    ...(isRefused
      ? [
          `${printable(email)} is not allowed by ALLOWED_EMAIL_DOMAINS or ALLOWED_EMAILS, which counts for invited people too.`,
        ]
      : []),
    ...(isSuspended
      ? [
          `A user with this address was suspended and deleted, and can't sign up. First: npm run users -- restore ${printable(email)}`,
        ]
      : []),
  ];
}

/** Lists invitations. */
export async function listStoredInvitations({
  limit,
}: CommandOf<"list-invitations">): Promise<Outcome> {
  const invitations = await listInvitations(limit);
  const header = ["id", "for", "uses left", "expires", "note"];
  const rows = [header, ...invitations.map(rowOf)];
  return {
    json: { invitations },
    text: invitations.length > 0 ? formatColumns(rows) : "No invitations found.",
  };
}

function rowOf({ id, email, uses, usesLeft, expires, note }: StoredInvitation): string[] {
  const left = `${usesLeft} of ${uses}`;
  const end = expires > new Date() ? formatTime(expires) : "expired";
  return [id, email ? printable(email) : "anyone with the link", left, end, printable(note)];
}

/** Revokes an invitation. */
export async function revoke({ id }: CommandOf<"revoke-invitation">): Promise<Outcome> {
  if ((await revokeInvitation(id, null)) === "unknown-invitation") {
    const message = `There is no invitation ${id}. To see them: npm run users -- invite --list`;
    throw new CommandError("invitation-not-found", message);
  }
  return { json: { id }, text: "The invitation is revoked. Its link no longer works." };
}

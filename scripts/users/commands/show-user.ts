import { describeDevice } from "../../../components/account/device-name";
import { config } from "../../../lib/config/config";
import { readUserDetails, type UserDetails } from "../../../lib/db/admin/user-details";
import { translator } from "../../../lib/i18n/translator";
import { terminalTable } from "../../local-run/terminal-table";
import type { CommandOf, Outcome } from "../command";
import { requireUser } from "../find-user";
import { formatColumns, formatStanding, formatTime, printable } from "../format";
import type { Setup } from "../open-database";
import { userGone } from "./failures";

/** What people read of the activity; --json has more. */
const shownEntries = 15;

/** Shows what is stored about a user. */
export async function show(command: CommandOf<"show">, setup: Setup): Promise<Outcome> {
  const { id } = await requireUser(command.user, setup);
  const user = await readUserDetails(id);
  if (!user) throw userGone();
  const sessions = user.sessions.map((session) => ({ ...session, device: deviceOf(session) }));
  return { json: { user: { ...user, sessions } }, text: toText(user) };
}

const deviceOf = ({ userAgent }: { userAgent: string | null }) =>
  describeDevice(userAgent, translator("en")).name;

function toText(user: UserDetails): string {
  const { accounts, sessions, activity } = user;
  return [
    terminalTable(profileOf(user)),
    `Accounts (${accounts.length})`,
    formatColumns(accounts.map(accountRow)),
    `Live sessions (${sessions.length})`,
    formatColumns(sessions.map(sessionRow)),
    "Latest activity",
    formatColumns(activity.slice(0, shownEntries).map(activityRow)),
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function profileOf(user: UserDetails): [string, string][] {
  const { emailVerified, suspensionReason, recovery } = user;
  const address = emailVerified
    ? `verified ${formatTime(emailVerified)}`
    : "no longer theirs: another user has verified it";
  return [
    ["id", user.id],
    ["username", printable(user.username)],
    ["name", printable(user.name)],
    ["address", `${printable(user.email)} (${address})`],
    ["language", user.locale ?? "not chosen"],
    ["role", roleOf(user)],
    ["status", formatStanding(user)],
    ...(user.isSuspended && suspensionReason
      ? [["reason", printable(suspensionReason)] as [string, string]]
      : []),
    ["created", formatTime(user.createdAt)],
    ...(recovery
      ? [["recovery", `a link works until ${formatTime(recovery.expires)}`] as [string, string]]
      : []),
  ];
}

function roleOf({ role }: UserDetails): string {
  const unlisted = " (not in foyer.config.ts, so it counts as user)";
  return `${printable(role)}${config().roles.includes(role) ? "" : unlisted}`;
}

function accountRow({ provider, email, emailConfirmed, lastUsedAt }: UserDetails["accounts"][0]) {
  const address = emailConfirmed ? printable(email) : `${printable(email)} (not confirmed)`;
  return [provider, address, `last used ${formatTime(lastUsedAt)}`];
}

function sessionRow(session: UserDetails["sessions"][0]) {
  const { provider, ip, lastSeenAt, newDevice } = session;
  const device = `${printable(deviceOf(session))}${newDevice ? " (unknown device)" : ""}`;
  return [device, printable(ip), provider, `last seen ${formatTime(lastSeenAt)}`];
}

function activityRow({ at, kind, provider, detail }: UserDetails["activity"][0]) {
  return [formatTime(at), kind, provider ?? "", detail === null ? "" : printable(detail)];
}

import type { UserSummary } from "../../lib/db/admin/find-users";
import { withoutControls } from "../../lib/visible-text";

/** A value for a terminal: users choose their names, and browsers what they call themselves. */
export function printable(value: string | null): string {
  return value === null ? "-" : withoutControls(value);
}

/** Minutes are exact enough for people; --json has the whole time. */
export function formatTime(time: Date): string {
  return `${time.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}

type Standing = Pick<UserSummary, "awaitingApproval" | "isSuspended" | "suspendedUntil">;

/** Whether a user may sign in, in words. */
export function formatStanding({
  awaitingApproval,
  isSuspended,
  suspendedUntil,
}: Standing): string {
  if (isSuspended)
    return suspendedUntil ? `suspended until ${formatTime(suspendedUntil)}` : "suspended";
  return awaitingApproval ? "waiting for approval" : "active";
}

/** A line for each row, in columns as wide as their widest value. */
export function formatColumns(rows: string[][], indent = "  "): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows
    .map((row) => row.map((value, column) => value.padEnd(widths[column] ?? 0)).join("  "))
    .map((line) => `${indent}${line.trimEnd()}`)
    .join("\n");
}

/** Users in columns: each line begins with the id that other commands take. */
export function formatUsers(users: UserSummary[]): string {
  const header = ["id", "username", "address", "role", "status", "created"];
  const rows = users.map((user) => [
    user.id,
    printable(user.username),
    addressOf(user),
    printable(user.role),
    formatStanding(user),
    formatTime(user.createdAt),
  ]);
  return formatColumns([header, ...rows]);
}

/** How a user is called in a sentence. */
export function nameOf(user: Pick<UserSummary, "username" | "email" | "emailVerified">): string {
  return `${printable(user.username)} (${addressOf(user)})`;
}

/** A user's address. One that another user proved theirs would otherwise pass for this user's. */
function addressOf({ email, emailVerified }: Pick<UserSummary, "email" | "emailVerified">): string {
  return emailVerified ? printable(email) : `${printable(email)}, not confirmed`;
}

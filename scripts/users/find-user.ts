import { addressHashes } from "../../lib/auth/linking/identity";
import { findUsers, type UserReference, type UserSummary } from "../../lib/db/admin/find-users";
import { type DeletedUser, isDeletedUserSuspended } from "../../lib/db/admin/suspended-identities";
import { CommandError } from "./command-error";
import { formatUsers, printable } from "./format";
import type { Setup } from "./open-database";
import { isId } from "./option-values";

/** The most users to list when an address has several. */
const mostMatches = 20;

/**
 * The one user whom the operator means.
 * @throws CommandError if there is none, or several
 */
export async function requireUser(text: string, setup: Setup): Promise<UserSummary> {
  return (await findUser(text)) ?? (await rejectUnknown(text, setup));
}

/** The same, or null if there is none. */
export async function findUser(text: string): Promise<UserSummary | null> {
  const users = await findUsers(toReference(text), mostMatches);
  const [user, ...others] = users;
  if (others.length > 0) {
    const message = `Several users have ${printable(text)}, as their own address or a connected account's. Name one by id:\n${formatUsers(users)}`;
    throw new CommandError("several-users", message, { users });
  }
  return user ?? null;
}

function toReference(text: string): UserReference {
  const reference = text.trim().toLowerCase();
  if (isId(reference)) return { id: reference };
  return reference.includes("@") ? { email: reference } : { username: reference };
}

async function rejectUnknown(text: string, setup: Setup): Promise<never> {
  const deleted = toDeletedUser(text, setup);
  const isKeptOut = deleted ? await isDeletedUserSuspended(deleted) : false;
  throw new CommandError(
    "user-not-found",
    isKeptOut
      ? `${printable(text)} was deleted while suspended. To let them sign up again: npm run users -- restore ${printable(text)}`
      : `There is no user ${printable(text)}. To look for one: npm run users -- list --search ${searchFor(text)}`,
    { isDeletedAndSuspended: isKeptOut },
  );
}

/** What to look for, if the shell takes it as it is: an address can be another one of the same name. */
function searchFor(text: string): string {
  const [name = ""] = text.trim().split("@");
  return /^\w[\w.-]*$/.test(name) ? name : "<text>";
}

/** A user who is gone, by what is remembered of them; null for a username, which isn't, or without the secret. */
export function toDeletedUser(text: string, setup: Setup): DeletedUser | null {
  const reference = toReference(text);
  if ("id" in reference) return { userId: reference.id };
  if ("username" in reference || lacksSecret(setup)) return null;
  return { addressHashes: addressHashes(reference.email) };
}

/** Whether the app's secret isn't known here, so that nothing can be hashed as the app does. */
function lacksSecret({ unusable }: Setup): boolean {
  return [...unusable].some((name) => name.startsWith("AUTH_SECRET"));
}

/** @throws CommandError if the app's secret isn't known here */
export function requireSecret(setup: Setup): void {
  if (!lacksSecret(setup)) return;
  throw new CommandError(
    "secret-missing",
    "AUTH_SECRET is missing or wrong here. It has to be the app's own: accounts and addresses of suspended users\n" +
      'are stored as hashes made with it. "npm run dev" without one keeps it in .local/auth-secret.',
  );
}

/** @throws CommandError if the app's address isn't known here */
export function requireOrigin({ unusable }: Setup): void {
  if (!unusable.has("AUTH_URL")) return;
  const message =
    "AUTH_URL is missing or wrong here, so the link can't be made. Set it to the app's address.";
  throw new CommandError("address-missing", message);
}

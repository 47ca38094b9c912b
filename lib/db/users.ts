import "server-only";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import {
  type ActionContext,
  entryOf,
  noteActivity,
  type SensitiveActionContext,
} from "@/lib/db/activity";
import { isRecentlyUsed } from "@/lib/db/address-confirmations";
import { type MayTakeOver, takeOverAddress } from "@/lib/db/address-handover";
import { isLastAdmin } from "@/lib/db/admin/last-admin";
import { builderColumns } from "@/lib/db/builder-columns";
import type { Database } from "@/lib/db/driver/client";
import { ConflictError } from "@/lib/db/driver/conflict";
import { isUniqueViolation } from "@/lib/db/driver/run-query";
import { keepUndo } from "@/lib/db/keep-undo";
import { deletePicture } from "@/lib/db/pictures";
import { releaseUsername, takeUsername } from "@/lib/db/released-usernames";
import { accounts, sessions, users } from "@/lib/db/schema";
import type { ChangedFields } from "@/lib/db/undo-record";

/** What users may change about themselves, by the forms that there are for it. */
const { username, name, image } = users;
const profile = { username, name, image, ...builderColumns };

type Field = keyof typeof profile;

export type Profile = Pick<typeof users.$inferSelect, Field>;

/** Fields that have another name in the activity. */
const activityNames: Partial<Record<Field, string>> = { image: "picture" };

/**
 * `pictureOf` is the id of the connected account whose picture to show; null shows none. Either deletes
 * the picture that the user uploaded.
 */
export type ProfileChange = Partial<Omit<Profile, "image">> & { pictureOf?: string | null };

/** `picture-unknown` also covers another user's account, and an account without a picture. */
export type ProfileUpdate = "saved" | "unchanged" | "username-taken" | "picture-unknown";

/**
 * Changes the given parts of a user's profile, and records which of them have a new value. If none
 * has, it writes nothing.
 *
 * @throws DatabaseUnavailableError
 */
export async function updateProfile(
  context: ActionContext,
  { pictureOf, ...rest }: ProfileChange,
): Promise<ProfileUpdate | ActionRefusal> {
  try {
    return await actionTransaction(context, async (tx, session) => {
      const change = { ...rest, ...(await pictureChange(tx, context.userId, pictureOf)) };
      if (change.image === undefined && pictureOf !== undefined) return "picture-unknown";
      const [before] = await tx.select(profile).from(users).where(eq(users.id, context.userId));
      const fields = before ? changedFields(before, change) : {};
      if (Object.keys(fields).length === 0) return "unchanged";
      const { username } = change;
      const isRenamed = username !== undefined && "username" in fields;
      if (isRenamed) await releaseUsername(tx, context.userId);
      await tx.update(users).set(change).where(eq(users.id, context.userId));
      if ("image" in fields) await deletePicture(tx, context.userId);
      if (isRenamed && !(await takeUsername(tx, context.userId, username))) {
        throw new ConflictError();
      }
      const undo = await keepUndo(tx, context, session, { fields });
      const about = { detail: namesOf(fields), ...undo };
      await noteActivity(tx, entryOf(context, session, "profile-changed", about));
      return "saved";
    });
  } catch (error) {
    // Another user has it, or gave it up not long ago.
    if (isUniqueViolation(error) || error instanceof ConflictError) return "username-taken";
    throw error;
  }
}

/** @returns an empty object if the form chose no picture, or the user has no such picture */
async function pictureChange(
  tx: Database,
  userId: string,
  pictureOf: string | null | undefined,
): Promise<Pick<Partial<Profile>, "image">> {
  if (pictureOf === null) return { image: null };
  if (pictureOf === undefined) return {};
  const isChosen = and(eq(accounts.id, pictureOf), eq(accounts.userId, userId));
  const [account] = await tx
    .select({ image: accounts.image })
    .from(accounts)
    .where(and(isChosen, isNotNull(accounts.image)));
  return account ?? {};
}

function changedFields(before: Profile, change: Partial<Profile>): ChangedFields {
  const changed = (Object.keys(profile) as Field[])
    .filter((field) => field in change && before[field] !== change[field])
    .map((field) => [field, { before: before[field], after: change[field] }]);
  return Object.fromEntries(changed);
}

/** The fields of a profile as the activity names them. */
export function namesOf(fields: ChangedFields): string {
  return (Object.keys(profile) as Field[])
    .filter((field) => field in fields)
    .map((field) => activityNames[field] ?? field)
    .join(", ");
}

/**
 * `unknown` also covers another user's account, and an unconfirmed address. `outdated`: the provider
 * confirmed it too long ago.
 */
export type AddressChange = "changed" | "unchanged" | "taken" | "outdated" | "unknown";

/**
 * Makes a connected account's address the user's own, verified when the account was last used. The
 * provider must have confirmed the address then, within 180 days, and no other user have proved it
 * theirs since.
 *
 * @param mayTakeOver - whether a user who has it as their own loses it
 * @throws DatabaseUnavailableError
 */
export async function changeAddress(
  context: SensitiveActionContext,
  accountId: string,
  mayTakeOver: MayTakeOver,
): Promise<AddressChange | ActionRefusal> {
  try {
    return await actionTransaction(context, async (tx, session) => {
      const [account] = await tx
        .select({
          email: accounts.email,
          provider: accounts.provider,
          lastUsedAt: accounts.lastUsedAt,
          emailConfirmed: accounts.emailConfirmed,
          emailAuthoritative: accounts.emailAuthoritative,
          isRecent: isRecentlyUsed,
          before: {
            email: users.email,
            emailVerified: users.emailVerified,
            emailTakenOver: users.emailTakenOver,
          },
          isCurrent: sql<boolean>`${accounts.email} = ${users.email} and ${users.emailVerified} is not null`,
        })
        .from(accounts)
        .innerJoin(users, eq(users.id, accounts.userId))
        .where(and(eq(accounts.id, accountId), eq(accounts.userId, context.userId)));
      if (!account?.emailConfirmed) return "unknown";
      if (account.isCurrent) return "unchanged";
      if (!account.isRecent) return "outdated";
      const { email, provider, lastUsedAt, before } = account;
      const emailTakenOver = await takeOverAddress(tx, context.userId, account, mayTakeOver);
      const after = { email, emailVerified: lastUsedAt, emailTakenOver };
      await tx.update(users).set(after).where(eq(users.id, context.userId));
      const undo = await keepUndo(tx, context, session, { fields: { address: { before, after } } });
      const about = { provider, subjectId: accountId, ...undo };
      await noteActivity(tx, entryOf(context, session, "address-changed", about));
      return "changed";
    });
  } catch (error) {
    if (isUniqueViolation(error)) return "taken";
    throw error;
  }
}

/** `last-admin`: nothing was deleted, since no admin would be left. */
export type UserDeletion = "deleted" | "last-admin";

/**
 * Deletes the user who asks for it: see `deleteLockedUser`.
 * @throws DatabaseUnavailableError
 */
export async function deleteUser(
  context: SensitiveActionContext,
): Promise<UserDeletion | ActionRefusal> {
  return actionTransaction(context, (tx) => deleteLockedUser(tx, context.userId));
}

/**
 * Deletes a user, whom the caller has locked, with everything stored about them. Their usernames stay
 * reserved for a while, and no longer say whose they were. Accounts and activity are deleted by cascade.
 * Sessions are deleted first, as in every query that ends one: two transactions that locked the rows in
 * different orders would deadlock.
 */
export async function deleteLockedUser(tx: Database, userId: string): Promise<UserDeletion> {
  if (await isLastAdmin(tx, userId)) return "last-admin";
  await releaseUsername(tx, userId, null);
  await tx.delete(sessions).where(eq(sessions.userId, userId));
  await tx.delete(users).where(eq(users.id, userId));
  return "deleted";
}

import "server-only";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import {
  type ActionContext,
  entryOf,
  noteActivity,
  type SensitiveActionContext,
} from "@/lib/db/activity";
import type { Database } from "@/lib/db/driver/client";
import { isUniqueViolation } from "@/lib/db/driver/run-query";
import { accounts, sessions, users } from "@/lib/db/schema";

/** What users may change about themselves. */
const profile = { username: users.username, name: users.name, image: users.image };

type Field = keyof typeof profile;

export type Profile = Pick<typeof users.$inferSelect, Field>;

/** Fields that have another name in the activity. */
const activityNames: Partial<Record<Field, string>> = { image: "picture" };

/** `pictureOf` is the id of the connected account whose picture to show; null shows none. */
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
    return await actionTransaction(context, async (tx) => {
      const change = { ...rest, ...(await pictureChange(tx, context.userId, pictureOf)) };
      if (change.image === undefined && pictureOf !== undefined) return "picture-unknown";
      const [before] = await tx.select(profile).from(users).where(eq(users.id, context.userId));
      const changed = before ? changedFields(before, change) : [];
      if (changed.length === 0) return "unchanged";
      await tx.update(users).set(change).where(eq(users.id, context.userId));
      const detail = changed.join(", ");
      await noteActivity(tx, entryOf(context, "profile-changed", { detail }));
      return "saved";
    });
  } catch (error) {
    if (isUniqueViolation(error)) return "username-taken";
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

function changedFields(before: Profile, change: Partial<Profile>): string[] {
  return (Object.keys(profile) as Field[])
    .filter((field) => field in change && before[field] !== change[field])
    .map((field) => activityNames[field] ?? field);
}

/** `unknown` also covers another user's account, and an unconfirmed address. */
export type AddressChange = "changed" | "unchanged" | "taken" | "unknown";

/**
 * Makes a connected account's address the user's own, verified when the account was last used. The
 * provider must have confirmed the address then, and no other user have proved it theirs since.
 *
 * @throws DatabaseUnavailableError
 */
export async function changeAddress(
  context: SensitiveActionContext,
  accountId: string,
): Promise<AddressChange | ActionRefusal> {
  try {
    return await actionTransaction(context, async (tx) => {
      const [account] = await tx
        .select({
          email: accounts.email,
          provider: accounts.provider,
          lastUsedAt: accounts.lastUsedAt,
          emailConfirmed: accounts.emailConfirmed,
          isCurrent: sql<boolean>`${accounts.email} = ${users.email} and ${users.emailVerified} is not null`,
        })
        .from(accounts)
        .innerJoin(users, eq(users.id, accounts.userId))
        .where(and(eq(accounts.id, accountId), eq(accounts.userId, context.userId)));
      if (!account?.emailConfirmed) return "unknown";
      if (account.isCurrent) return "unchanged";
      const { email, provider, lastUsedAt } = account;
      await tx
        .update(users)
        .set({ email, emailVerified: lastUsedAt, emailTakenOver: false })
        .where(eq(users.id, context.userId));
      const entry = entryOf(context, "address-changed", { provider, subjectId: accountId });
      await noteActivity(tx, entry);
      return "changed";
    });
  } catch (error) {
    if (isUniqueViolation(error)) return "taken";
    throw error;
  }
}

/**
 * Deletes the user with everything stored about them, all or nothing. Accounts and activity are
 * deleted by cascade. Sessions are deleted first, as in every query that ends one: two transactions
 * that locked the rows in different orders would deadlock.
 *
 * @throws DatabaseUnavailableError
 */
export async function deleteUser(
  context: SensitiveActionContext,
): Promise<"deleted" | ActionRefusal> {
  const { userId } = context;
  return actionTransaction(context, async (tx) => {
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    await tx.delete(users).where(eq(users.id, userId));
    return "deleted" as const;
  });
}

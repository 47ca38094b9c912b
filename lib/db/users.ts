import "server-only";
import { and, eq, isNotNull, sql } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import {
  type ActionContext,
  entryOf,
  type FreshActionContext,
  noteActivity,
} from "@/lib/db/activity";
import type { Database } from "@/lib/db/driver/client";
import { isUniqueViolation } from "@/lib/db/driver/run-query";
import { accounts, sessions, users } from "@/lib/db/schema";

/** What a person may change about themselves. */
const profile = { username: users.username, name: users.name, image: users.image };

type Field = keyof typeof profile;

export type Profile = Pick<typeof users.$inferSelect, Field>;

/** What the activity calls a field that has another name there. */
const words: Partial<Record<Field, string>> = { image: "picture" };

/** A change of it. `pictureOf` is the connected account whose picture to show; null shows none. */
export type ProfileChange = Partial<Omit<Profile, "image">> & { pictureOf?: string | null };

/** `picture-unknown` also stands for an account of somebody else, and for one without a picture. */
export type ProfileUpdate = "saved" | "unchanged" | "username-taken" | "picture-unknown";

/**
 * Changes those parts of a person's profile that are given, and notes which of them are others now;
 * nothing new is no change.
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

/** @returns nothing if there is no such picture, or none was chosen */
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
    .map((field) => words[field] ?? field);
}

/** `unknown` also stands for an account of somebody else. */
export type AddressChange = "changed" | "unchanged" | "taken" | "unknown";

/**
 * Makes the address that a connected account has at its provider the person's own. An account's
 * address was verified there when it was last used: nobody gets in otherwise.
 *
 * @throws DatabaseUnavailableError
 */
export async function takeOverAddress(
  context: FreshActionContext,
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
      // Another user has proved since that the address is theirs.
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
 * Removes the actor's person with everything stored about them, together or not at all: accounts and activity
 * go with the row. The sessions go first, as they do wherever one is ended: two that took the rows
 * in different orders would wait for each other.
 *
 * @throws DatabaseUnavailableError
 */
export async function deleteUser(context: FreshActionContext): Promise<"deleted" | ActionRefusal> {
  const { userId } = context;
  return actionTransaction(context, async (tx) => {
    await tx.delete(sessions).where(eq(sessions.userId, userId));
    await tx.delete(users).where(eq(users.id, userId));
    return "deleted" as const;
  });
}

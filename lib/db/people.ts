import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { type Actor, entryOf, noteActivity } from "@/lib/db/activity";
import { answer, isUniqueViolation } from "@/lib/db/answer";
import { db } from "@/lib/db/client";
import { lockPerson } from "@/lib/db/lock-person";
import { accounts, sessions, users } from "@/lib/db/schema";

/** What a person may change about themselves. */
const profile = { username: users.username, name: users.name, image: users.image };

type Field = keyof typeof profile;

export type Profile = Pick<typeof users.$inferSelect, Field>;

/** What the activity calls a field that has another name there. */
const words: Partial<Record<Field, string>> = { image: "picture" };

/**
 * Changes those parts of a person's profile that are given, and notes which of them are others now;
 * nothing new is no change.
 *
 * @throws DatabaseAwayError
 */
export async function updateProfile(
  actor: Actor,
  change: Partial<Profile>,
): Promise<"saved" | "unchanged" | "username-taken"> {
  try {
    return await answer(() =>
      db().transaction(async (tx) => {
        const [before] = await tx
          .select(profile)
          .from(users)
          .where(eq(users.id, actor.userId))
          .for("update");
        const changed = before ? changedFields(before, change) : [];
        if (changed.length === 0) return "unchanged";
        await tx.update(users).set(change).where(eq(users.id, actor.userId));
        const detail = changed.join(", ");
        await noteActivity(tx, entryOf(actor, "profile-changed", { detail }));
        return "saved";
      }),
    );
  } catch (error) {
    if (isUniqueViolation(error)) return "username-taken";
    throw error;
  }
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
 * @throws DatabaseAwayError
 */
export async function takeOverAddress(actor: Actor, accountId: string): Promise<AddressChange> {
  try {
    return await answer(() =>
      db().transaction(async (tx) => {
        await lockPerson(tx, actor.userId);
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
          .where(and(eq(accounts.id, accountId), eq(accounts.userId, actor.userId)));
        // Another user has proved since that the address is theirs.
        if (!account?.emailConfirmed) return "unknown";
        if (account.isCurrent) return "unchanged";
        const { email, provider, lastUsedAt } = account;
        await tx
          .update(users)
          .set({ email, emailVerified: lastUsedAt })
          .where(eq(users.id, actor.userId));
        await noteActivity(
          tx,
          entryOf(actor, "address-changed", { provider, subjectId: accountId }),
        );
        return "changed";
      }),
    );
  } catch (error) {
    if (isUniqueViolation(error)) return "taken";
    throw error;
  }
}

/**
 * Removes a person with everything stored about them, together or not at all: accounts and activity
 * go with the row. The sessions go first, as they do wherever one is ended: two that took the rows
 * in different orders would wait for each other.
 *
 * @throws DatabaseAwayError
 */
export async function deletePerson(userId: string): Promise<void> {
  await answer(() =>
    db().transaction(async (tx) => {
      await lockPerson(tx, userId);
      await tx.delete(sessions).where(eq(sessions.userId, userId));
      await tx.delete(users).where(eq(users.id, userId));
    }),
  );
}

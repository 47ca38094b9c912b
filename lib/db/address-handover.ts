import "server-only";
import { and, eq, isNotNull, ne, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type Confirmation, selectConfirmations } from "@/lib/db/address-confirmations";
import type { Database } from "@/lib/db/driver/client";
import { lockUser } from "@/lib/db/lock-user";
import { accounts, activity, users } from "@/lib/db/schema";

/** An account whose address its user wants as their own. */
export type ClaimingAccount = { provider: string; email: string; emailAuthoritative: boolean };

/**
 * Decides whether its user gets the address.
 * @param confirmations - of the user whose own address it is so far
 */
export type MayTakeOver = (account: ClaimingAccount, confirmations: Confirmation[]) => boolean;

/**
 * Releases the address of a user's account from another user who has it as their own, if
 * `mayTakeOver`. Mailboxes change hands, and the former owner would keep the address for good.
 *
 * @returns whether another user had it, and it is free now
 */
export async function takeOverAddress(
  tx: Database,
  userId: string,
  account: ClaimingAccount,
  mayTakeOver: MayTakeOver,
): Promise<boolean> {
  const found = await findOtherHolder(tx, userId, account.email);
  if (!found) return false;
  await lockUser(tx, found.userId);
  const holder = await findOtherHolder(tx, userId, account.email);
  if (holder?.userId !== found.userId || !mayTakeOver(account, holder.confirmations)) return false;
  await releaseAddress(tx, holder.userId, { ...account, newOwner: userId });
  return true;
}

async function findOtherHolder(tx: Database, userId: string, email: string) {
  const holder = alias(users, "holder");
  const [found] = await tx
    .select({
      userId: holder.id,
      confirmations: sql<Confirmation[]>`${selectConfirmations(tx, holder.id, email)}`,
    })
    .from(holder)
    .where(and(eq(holder.email, email), isNotNull(holder.emailVerified), ne(holder.id, userId)));
  return found;
}

/**
 * The former user keeps the address, unconfirmed, and so does every account that has it, except those
 * of the new owner. The former user's activity says nothing of where the new owner is.
 *
 * @param address.newOwner - id of a user; not set for one who is yet to be created
 */
export async function releaseAddress(
  tx: Database,
  userId: string,
  { email, provider, newOwner }: { email: string; provider: string; newOwner?: string },
): Promise<void> {
  const released = tx.$with("released").as(
    tx
      .update(users)
      .set({ emailVerified: null })
      .where(and(eq(users.id, userId), eq(users.email, email))),
  );
  const ofOthers = newOwner === undefined ? undefined : ne(accounts.userId, newOwner);
  const unconfirmed = tx.$with("unconfirmed").as(
    tx
      .update(accounts)
      .set({ emailConfirmed: false })
      .where(and(eq(accounts.email, email), ofOthers)),
  );
  await tx
    .with(released, unconfirmed)
    .insert(activity)
    .values({ userId, kind: "address-released", provider })
    .prepare(newOwner === undefined ? "release_address" : "hand_over_address")
    .execute();
}

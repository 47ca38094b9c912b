import "server-only";
import { and, eq } from "drizzle-orm";
import { type Database, db } from "@/lib/db/driver/client";
import { ConflictError, nullOnConflict } from "@/lib/db/driver/conflict";
import { lockUser } from "@/lib/db/lock-user";
import { accounts, activity, users } from "@/lib/db/schema";
import { type LinkCandidates, readLinkCandidates } from "@/lib/db/sign-in/account-owners";
import { createUser, type NewUserAddress } from "@/lib/db/sign-in/new-user";
import { identityOf, type SignInRecord, signInValues } from "@/lib/db/sign-in/sign-in-record";
import { redeemToken } from "@/lib/db/used-tokens";

export type SeparateUserOptions = {
  /** Id of the pending link that this redeems. */
  pendingLink: string;
  /** Id of the user whose address it is so far. */
  holder: string | null;
  /** What becomes of it: see `decideSeparateUserAddress`. */
  address: NewUserAddress;
  /** Whether the decision still follows from facts that are read once the holder is locked. */
  isStillSo: (candidates: LinkCandidates) => boolean;
};

/**
 * Creates a user for a pending link's account, although another user has its address, and signs them
 * in.
 *
 * @returns `used` if the link was used before; null if the facts have changed meanwhile
 * @throws DatabaseUnavailableError
 */
export function signInSeparateUser(
  record: SignInRecord,
  { pendingLink, holder, address, isStillSo }: SeparateUserOptions,
): Promise<{ userId: string } | "used" | null> {
  return nullOnConflict(() =>
    db().transaction(async (tx) => {
      if (!(await redeemToken(tx, pendingLink))) return "used";
      if (holder) await lockUser(tx, holder);
      if (!isStillSo(await readLinkCandidates(tx, identityOf(record)))) throw new ConflictError();
      if (holder && address === "take-over") await releaseAddress(tx, holder, record.account);
      const query = createUser(tx, address).prepare("separate_user");
      const [signedIn] = await query.execute(signInValues(record));
      return signedIn ?? null;
    }),
  );
}

/**
 * The former user keeps the address, unconfirmed, and so does every account that has it. Their activity
 * says nothing of where the new user is.
 */
async function releaseAddress(
  tx: Database,
  userId: string,
  { email, provider }: SignInRecord["account"],
): Promise<void> {
  const released = tx.$with("released").as(
    tx
      .update(users)
      .set({ emailVerified: null })
      .where(and(eq(users.id, userId), eq(users.email, email))),
  );
  const unconfirmed = tx
    .$with("unconfirmed")
    .as(tx.update(accounts).set({ emailConfirmed: false }).where(eq(accounts.email, email)));
  await tx
    .with(released, unconfirmed)
    .insert(activity)
    .values({ userId, kind: "address-released", provider })
    .prepare("release_address")
    .execute();
}

import "server-only";
import { takeInvitation } from "@/lib/db/access/take-invitation";
import { releaseAddress } from "@/lib/db/address-handover";
import { db } from "@/lib/db/driver/client";
import { ConflictError, nullOnConflict } from "@/lib/db/driver/conflict";
import { lockUser } from "@/lib/db/lock-user";
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
  /** Whether the new user uses their invitation up. */
  takesInvitation: boolean;
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
  { pendingLink, holder, address, takesInvitation, isStillSo }: SeparateUserOptions,
): Promise<{ userId: string } | "used" | null> {
  return nullOnConflict(() =>
    db().transaction(async (tx) => {
      if (!(await redeemToken(tx, pendingLink))) return "used";
      if (holder) await lockUser(tx, holder);
      if (!isStillSo(await readLinkCandidates(tx, identityOf(record)))) throw new ConflictError();
      const { email } = record.account;
      if (takesInvitation) await takeInvitation(tx, { email, tokenHash: record.invitationHash });
      if (holder && address === "take-over") await releaseAddress(tx, holder, record.account);
      const query = createUser(tx, address).prepare("separate_user");
      const [signedIn] = await query.execute(signInValues(record));
      return signedIn ?? null;
    }),
  );
}

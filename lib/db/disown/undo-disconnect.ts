import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { type ActionRefusal, actionTransaction } from "@/lib/db/action-transaction";
import type { SensitiveActionContext } from "@/lib/db/activity";
import { putBack } from "@/lib/db/disown/undo-accounts";
import type { AccountHashes } from "@/lib/db/removed-accounts";
import { users } from "@/lib/db/schema";
import { openDisconnection } from "@/lib/db/undo-record";

/** `gone`: too late, or sealed for another session. `taken`: another user has the account by now. */
export type UndoneDisconnect = { kind: "connected" | "taken"; provider: string } | { kind: "gone" };

/**
 * Connects an account again that this session has just disconnected, with all that it was. The user's
 * picture comes back if it was the account's and they haven't chosen another since.
 *
 * @param sealed - `undo` of `disconnectAccount`
 * @throws DatabaseUnavailableError
 */
export async function undoDisconnect(
  context: SensitiveActionContext,
  sealed: string,
  hashes: AccountHashes,
): Promise<UndoneDisconnect | ActionRefusal> {
  const disconnection = await openDisconnection(context, sealed);
  return actionTransaction(context, async (tx, session): Promise<UndoneDisconnect> => {
    if (!disconnection || session.newDevice) return { kind: "gone" };
    const { account, image } = disconnection;
    const { provider } = account;
    const { kept } = await putBack(tx, { context, session, hashes }, account, "undo");
    if (kept.length > 0) return { kind: "taken", provider };
    if (image) {
      const isUnchanged = sql`${users.image} is not distinct from ${image.after}`;
      await tx
        .update(users)
        .set({ image: image.before })
        .where(and(eq(users.id, context.userId), isUnchanged));
    }
    return { kind: "connected", provider };
  });
}

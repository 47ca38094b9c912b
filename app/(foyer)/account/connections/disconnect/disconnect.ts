"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeAction, authorizeSensitiveAction } from "@/lib/account/action-guard";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { disconnectAccount } from "@/lib/db/accounts";
import { setFlash } from "@/lib/flash/flash";
import { readId } from "@/lib/http/form-field";

const path = "/account/connections";

/** The message has to fit a cookie; only a picture's address can be that long. */
const maxUndoLength = 2_000;

/**
 * Disconnects one of the user's accounts, unless it is their last.
 * @param form - `account`, the id of a connection
 */
export async function disconnect(form: FormData): Promise<void> {
  const account = readId(form, "account");
  if (!account) {
    await authorizeAction(path);
    notFound();
  }
  const { act } = await authorizeSensitiveAction(`${path}/disconnect?account=${account}`);
  const outcome = await act((context) => disconnectAccount(context, account, accountHashes));
  switch (outcome.kind) {
    case "unknown":
      return notFound();
    case "last":
      await setFlash({ kind: "last-connection" });
      break;
    default:
      await setFlash({
        kind: "disconnected",
        provider: outcome.provider,
        ...(outcome.undo && outcome.undo.length <= maxUndoLength && { undo: outcome.undo }),
      });
  }
  redirect(path);
}

"use server";

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { authorizeSensitiveAction } from "@/lib/account/action-guard";
import { accountHashes } from "@/lib/auth/linking/account-hashes";
import { undoDisconnect as undo } from "@/lib/db/disown/undo-disconnect";
import { setFlash } from "@/lib/flash/flash";
import { readField } from "@/lib/http/form-field";
import { requestReference } from "@/lib/http/request-context";

const path = "/account/connections";

/**
 * Connects the account again that this session has just disconnected.
 * @param form - `undo`, sealed, from the message that said so
 */
export async function undoDisconnect(form: FormData): Promise<void> {
  const { act } = await authorizeSensitiveAction(path);
  const sealed = readField(form, "undo") ?? "";
  const outcome = await act((context) => undo(context, sealed, accountHashes));
  const reference = requestReference(await headers());
  switch (outcome.kind) {
    case "gone":
      await setFlash({ kind: "undo-gone" });
      break;
    case "taken": {
      const { provider } = outcome;
      await setFlash({ kind: "refused", provider, reason: "account-of-another", reference });
      break;
    }
    default:
      await setFlash({ kind: "connected", provider: outcome.provider });
  }
  redirect(path);
}

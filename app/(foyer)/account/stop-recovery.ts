"use server";

import { redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import { stopRecovery as stop } from "@/lib/db/access/recoveries";
import { setFlash } from "@/lib/flash/flash";
import { readField } from "@/lib/http/form-field";
import { returnPath } from "@/lib/http/return-path";

/**
 * "Stop the recovery": makes the recovery link of the user's account useless. It needs no fresh session, so that the
 * user can act at once.
 * @param form - `returnTo`, the page that told them
 */
export async function stopRecovery(form: FormData): Promise<void> {
  const { act } = await authorizeAction("/account");
  const stopped = await act((context) => stop(context));
  await setFlash({ kind: stopped === "stopped" ? "recovery-stopped" : "recovery-gone" });
  redirect(returnPath(readField(form, "returnTo")));
}

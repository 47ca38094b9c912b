"use server";

import { notFound, redirect } from "next/navigation";
import { endUserSession } from "@/app/(foyer)/account/sessions/end-user-session";
import { setFlash } from "@/lib/flash/flash";

/**
 * Ends one of the user's sessions.
 * @param form - `session`, its id
 */
export async function endSession(form: FormData): Promise<void> {
  if ((await endUserSession(form)) === "unknown") notFound();
  await setFlash({ kind: "session-ended" });
  redirect("/account/sessions");
}

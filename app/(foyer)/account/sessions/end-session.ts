"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import { endSessionOf } from "@/lib/db/user-sessions";
import { setFlash } from "@/lib/flash/flash";
import { readId } from "@/lib/http/form-field";
import { countEndedSessions } from "@/lib/telemetry/counts";

/**
 * Ends one of the user's sessions.
 * @param form - `session`, its id
 */
export async function endSession(form: FormData): Promise<void> {
  const { act } = await authorizeAction("/account/sessions");
  const session = readId(form, "session");
  const ended = session ? await act((context) => endSessionOf(context, session)) : "unknown";
  if (ended === "unknown") notFound();
  if (ended === "ended") countEndedSessions("device-ended", 1);
  await setFlash({ kind: "session-ended" });
  redirect("/account/sessions");
}

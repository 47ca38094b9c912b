"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import { disownSession } from "@/lib/db/user-sessions";
import { setFlash } from "@/lib/flash/flash";
import { readId } from "@/lib/http/form-field";
import { countEndedSessions } from "@/lib/telemetry/counts";

/**
 * "That wasn't me": ends a session about which this one was asked, then asks whether to end the others.
 * @param form - `session`, its id
 */
export async function reportSignIn(form: FormData): Promise<void> {
  const { act } = await authorizeAction("/account/sessions");
  const session = readId(form, "session");
  const ended = session ? await act((context) => disownSession(context, session)) : "unknown";
  if (ended === "unknown") notFound();
  if (ended === "ended") countEndedSessions("device-ended", 1);
  await setFlash({ kind: "disowned" });
  redirect("/account/sessions/ended");
}

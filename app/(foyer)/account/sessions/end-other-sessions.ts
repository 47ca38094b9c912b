"use server";

import { redirect } from "next/navigation";
import { authorizeFreshAction } from "@/lib/account/action-guard";
import { endOtherSessionsOf } from "@/lib/db/user-sessions";
import { setFlash } from "@/lib/flash/flash";
import { countEndedSessions } from "@/lib/telemetry/counts";

/**
 * Ends all of the user's sessions but this one. That needs a fresh session, but no known device: a user
 * who lost theirs can end its session from a new one.
 */
export async function endOtherSessions(): Promise<void> {
  const { act } = await authorizeFreshAction("/account/sessions");
  const count = await act(endOtherSessionsOf);
  countEndedSessions("others-ended", count);
  await setFlash({ kind: "other-sessions-ended", count });
  redirect("/account/sessions");
}

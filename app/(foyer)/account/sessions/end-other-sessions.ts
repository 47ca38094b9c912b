"use server";

import { redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import { endOtherSessionsOf } from "@/lib/db/user-sessions";
import { setFlash } from "@/lib/flash/flash";
import { countEndedSessions } from "@/lib/telemetry/counts";

/** Ends all of the user's sessions but this one. */
export async function endOtherSessions(): Promise<void> {
  const { act } = await authorizeAction("/account/sessions");
  const count = await act(endOtherSessionsOf);
  countEndedSessions("others-ended", count);
  await setFlash({ kind: "other-sessions-ended", count });
  redirect("/account/sessions");
}

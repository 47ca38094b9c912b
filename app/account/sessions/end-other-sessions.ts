"use server";

import { redirect } from "next/navigation";
import { authorizeAction } from "@/lib/auth/actor";
import { setFlash } from "@/lib/auth/flash";
import { endOtherSessionsOf } from "@/lib/db/devices";
import { countEndedSessions } from "@/lib/telemetry/counts";

/** Signs the visitor out everywhere but here. */
export async function endOtherSessions(): Promise<void> {
  const { act } = await authorizeAction("/account/sessions");
  const count = await act(endOtherSessionsOf);
  countEndedSessions("others-ended", count);
  await setFlash({ kind: "other-sessions-ended", count });
  redirect("/account/sessions");
}

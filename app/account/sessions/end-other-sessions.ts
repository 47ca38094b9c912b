"use server";

import { redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/actor";
import { leaveFlash } from "@/lib/auth/flash";
import { endOtherSessionsOf } from "@/lib/db/devices";
import { countEndedSessions } from "@/lib/telemetry/counts";

/** Signs the visitor out everywhere but here. */
export async function endOtherSessions(): Promise<void> {
  const { act } = await requireActor("/account/sessions");
  const count = await act(endOtherSessionsOf);
  countEndedSessions("others-ended", count);
  await leaveFlash({ kind: "other-sessions-ended", count });
  redirect("/account/sessions");
}

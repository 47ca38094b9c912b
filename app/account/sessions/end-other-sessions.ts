"use server";

import { redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/actor";
import { leaveFlash } from "@/lib/auth/flash";
import { orUnavailable } from "@/lib/auth/or-unavailable";
import { endOtherSessionsOf } from "@/lib/db/devices";

/** Signs the visitor out everywhere but here. */
export async function endOtherSessions(): Promise<void> {
  const { actor } = await requireActor("/account/sessions");
  const count = await orUnavailable(() => endOtherSessionsOf(actor));
  await leaveFlash({ kind: "other-sessions-ended", count });
  redirect("/account/sessions");
}

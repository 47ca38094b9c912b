"use server";

import { notFound, redirect } from "next/navigation";
import { endDevice } from "@/app/account/sessions/end-device";
import { leaveFlash } from "@/lib/auth/flash";

/**
 * Ends one of the visitor's sessions.
 * @param form - `session`, its id
 */
export async function endDeviceSession(form: FormData): Promise<void> {
  if ((await endDevice(form)) === "unknown") notFound();
  await leaveFlash({ kind: "session-ended" });
  redirect("/account/sessions");
}

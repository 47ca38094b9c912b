"use server";

import { notFound, redirect } from "next/navigation";
import { endDevice } from "@/app/account/sessions/end-device";
import { leaveFlash } from "@/lib/auth/flash";

/**
 * "That wasn't me": ends a session, and goes on to ask about the others.
 * @param form - `session`, its id
 */
export async function disown(form: FormData): Promise<void> {
  if ((await endDevice(form)) === "unknown") notFound();
  await leaveFlash({ kind: "disowned" });
  redirect("/account/sessions/ended");
}

"use server";

import { notFound, redirect } from "next/navigation";
import { endUserSession } from "@/app/(foyer)/account/sessions/end-user-session";
import { setFlash } from "@/lib/flash/flash";

/**
 * "That wasn't me": ends a session, then asks whether to end the others.
 * @param form - `session`, its id
 */
export async function reportSignIn(form: FormData): Promise<void> {
  if ((await endUserSession(form)) === "unknown") notFound();
  await setFlash({ kind: "disowned" });
  redirect("/account/sessions/ended");
}

"use server";

import { notFound, redirect } from "next/navigation";
import { requireActor } from "@/lib/auth/actor";
import { leaveFlash } from "@/lib/auth/flash";
import { readField, readId } from "@/lib/auth/form-field";
import { returnPath } from "@/lib/auth/return-path";
import { vouchForSession } from "@/lib/db/new-sign-ins";

/**
 * "That was me": a newer session on an unknown device is the visitor's own.
 * @param form - `session`, its id; `returnTo`, the page that asked
 */
export async function vouch(form: FormData): Promise<void> {
  const { act } = await requireActor("/account/sessions");
  const session = readId(form, "session");
  const vouched = session ? await act((actor) => vouchForSession(actor, session)) : "unknown";
  if (vouched === "unknown") notFound();
  await leaveFlash({ kind: "device-vouched" });
  redirect(returnPath(readField(form, "returnTo")));
}

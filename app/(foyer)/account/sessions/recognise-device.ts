"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import { recogniseSession } from "@/lib/db/new-device-sign-ins";
import { setFlash } from "@/lib/flash/flash";
import { readField, readId } from "@/lib/http/form-field";
import { returnPath } from "@/lib/http/return-path";

/**
 * "That was me": records that a sign-in from an unknown device was the user's own.
 * @param form - `session`, the id of its session; `returnTo`, the page that asked
 */
export async function recogniseDevice(form: FormData): Promise<void> {
  const { act } = await authorizeAction("/account/sessions");
  const session = readId(form, "session");
  const recognised = session
    ? await act((context) => recogniseSession(context, session))
    : "unknown";
  if (recognised === "unknown") notFound();
  await setFlash({ kind: "device-vouched" });
  redirect(returnPath(readField(form, "returnTo")));
}

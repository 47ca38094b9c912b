"use server";

import { notFound, redirect } from "next/navigation";
import { deviceOfSession } from "@/app/(foyer)/account/sessions/device-of-session";
import { authorizeAction } from "@/lib/account/action-guard";
import { recogniseSession } from "@/lib/db/new-device-sign-ins";
import { setFlash } from "@/lib/flash/flash";
import { readId } from "@/lib/http/form-field";

const path = "/account/sessions";

/**
 * "Yes, it was me": records that a sign-in from an unknown device was the user's own.
 * @param form - `session`, the id of its session
 */
export async function recogniseDevice(form: FormData): Promise<void> {
  const { user, act } = await authorizeAction(path);
  const session = readId(form, "session") ?? notFound();
  const device = await deviceOfSession(user, session);
  const recognised = await act((context) => recogniseSession(context, session));
  if (recognised === "unknown") notFound();
  await setFlash({ kind: "device-vouched", device });
  redirect(path);
}

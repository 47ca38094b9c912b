"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeAction } from "@/lib/account/action-guard";
import { recogniseUse as recognise } from "@/lib/db/new-device-sign-ins";
import { setFlash } from "@/lib/flash/flash";
import { readId } from "@/lib/http/form-field";

const path = "/account/sessions";

/**
 * "Yes, it was me": records that the user themselves used a session elsewhere.
 * @param form - `session`, its id
 */
export async function recogniseUse(form: FormData): Promise<void> {
  const { act } = await authorizeAction(path);
  const session = readId(form, "session");
  const recognised = session ? await act((context) => recognise(context, session)) : "unknown";
  if (recognised === "unknown") notFound();
  await setFlash({ kind: "use-vouched" });
  redirect(path);
}

"use server";

import { notFound, redirect } from "next/navigation";
import { authorizeSensitiveAction } from "@/lib/account/action-guard";
import { forgetDevice as forget } from "@/lib/db/known-devices";
import { setFlash } from "@/lib/flash/flash";
import { readId } from "@/lib/http/form-field";

const path = "/account/sessions";

/**
 * Forgets a known device, so that the next sign-in on it is announced and waits.
 * @param form - `device`, its id
 */
export async function forgetDevice(form: FormData): Promise<void> {
  const { act } = await authorizeSensitiveAction(path);
  const device = readId(form, "device");
  const forgotten = device ? await act((context) => forget(context, device)) : "unknown";
  if (forgotten === "unknown") notFound();
  await setFlash({ kind: "device-forgotten" });
  redirect(path);
}

"use server";

import { notFound, redirect } from "next/navigation";
import { deviceOfSession } from "@/app/(foyer)/account/sessions/device-of-session";
import { authorizeFreshAction, authorizeSensitiveAction } from "@/lib/account/action-guard";
import { type EndedSession, endAndForget, endSessionOf } from "@/lib/db/user-sessions";
import { setFlash } from "@/lib/flash/flash";
import { readField, readId } from "@/lib/http/form-field";
import { countEndedSessions } from "@/lib/telemetry/counts";

const path = "/account/sessions";

/**
 * Ends one of the user's sessions. That needs a fresh session, but no known device: a user who lost
 * theirs can end its session from a new one. To forget the device as well, an unknown one waits: its
 * owner could otherwise be made a stranger on their own devices.
 *
 * @param form - `session`, its id; `forget`, "yes" to forget the device that it was opened on
 */
export async function endSession(form: FormData): Promise<void> {
  const forget = readField(form, "forget") === "yes";
  const { device, ended } = await (forget ? endAndForgetNamed(form) : endNamed(form));
  if (ended === "unknown") notFound();
  if (ended === "ended") countEndedSessions("device-ended", 1);
  await setFlash({ kind: forget ? "session-ended-device-forgotten" : "session-ended", device });
  redirect(path);
}

type Ended = { device: string | null; ended: EndedSession };

async function endNamed(form: FormData): Promise<Ended> {
  const { user, act } = await authorizeFreshAction(path);
  const session = readId(form, "session") ?? notFound();
  const device = await deviceOfSession(user, session);
  return { device, ended: await act((context) => endSessionOf(context, session)) };
}

async function endAndForgetNamed(form: FormData): Promise<Ended> {
  const { user, act } = await authorizeSensitiveAction(path);
  const session = readId(form, "session") ?? notFound();
  const device = await deviceOfSession(user, session);
  return { device, ended: await act((context) => endAndForget(context, session)) };
}

import "server-only";
import { requireActor } from "@/lib/auth/actor";
import { readId } from "@/lib/auth/form-field";
import { type EndedSession, endSessionOf } from "@/lib/db/devices";
import { countEndedSessions } from "@/lib/telemetry/counts";

/** What the two actions that end a session have in common. */
export async function endDevice(form: FormData): Promise<EndedSession> {
  const { act } = await requireActor("/account/sessions");
  const session = readId(form, "session");
  if (!session) return "unknown";
  const ended = await act((actor) => endSessionOf(actor, session));
  if (ended === "ended") countEndedSessions("device-ended", 1);
  return ended;
}

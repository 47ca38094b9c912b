import "server-only";
import { authorizeAction } from "@/lib/account/action-guard";
import { type EndedSession, endSessionOf } from "@/lib/db/user-sessions";
import { readId } from "@/lib/http/form-field";
import { countEndedSessions } from "@/lib/telemetry/counts";

/** Ends the session that the form names, for the two actions that do so. */
export async function endUserSession(form: FormData): Promise<EndedSession> {
  const { act } = await authorizeAction("/account/sessions");
  const session = readId(form, "session");
  if (!session) return "unknown";
  const ended = await act((context) => endSessionOf(context, session));
  if (ended === "ended") countEndedSessions("device-ended", 1);
  return ended;
}

import "server-only";
import { describeDevice } from "@/components/account/device-name";
import { findSessionOf } from "@/lib/db/user-sessions";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { pageTranslator } from "@/lib/i18n/page-locale";

/** The name of the device of one of the user's sessions, for a message; null once the session has ended. */
export async function deviceOfSession(userId: string, sessionId: string): Promise<string | null> {
  const session = await redirectIfUnavailable(() => findSessionOf(userId, sessionId));
  return session && describeDevice(session.userAgent, await pageTranslator()).name;
}

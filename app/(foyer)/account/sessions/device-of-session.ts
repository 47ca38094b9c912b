import "server-only";
import { describeDevice } from "@/components/account/device-name";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { findSessionOf } from "@/lib/db/user-sessions";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { userTranslator } from "@/lib/i18n/user-translator";

/** The name of the device of one of the user's sessions, for a message; null once the session has ended. */
export async function deviceOfSession(user: CurrentUser, sessionId: string) {
  const session = await redirectIfUnavailable(() => findSessionOf(user.id, sessionId));
  return session && describeDevice(session.userAgent, await userTranslator(user)).name;
}

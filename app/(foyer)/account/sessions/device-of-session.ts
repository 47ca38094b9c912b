import "server-only";
import { headers } from "next/headers";
import { describeDevice } from "@/components/account/device-name";
import type { CurrentUser } from "@/lib/auth/session/current-user";
import { findSessionOf } from "@/lib/db/user-sessions";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { requestLocale } from "@/lib/i18n/request-locale";
import { translator } from "@/lib/i18n/translator";

/** The name of the device of one of the user's sessions, for a message; null once the session has ended. */
export async function deviceOfSession(user: CurrentUser, sessionId: string) {
  const session = await redirectIfUnavailable(() => findSessionOf(user.id, sessionId));
  // An action knows the user already; `pageTranslator` would look them up again.
  const t = translator(requestLocale(await headers(), user.locale));
  return session && describeDevice(session.userAgent, t).name;
}

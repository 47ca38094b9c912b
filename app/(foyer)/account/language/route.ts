import { findCurrentUser } from "@/lib/auth/session/current-user";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { storeLocale } from "@/lib/db/user-locale";
import { env } from "@/lib/env/env";
import { requestFields } from "@/lib/http/request-context";
import { readFields } from "@/lib/http/request-fields";
import { pagePath } from "@/lib/http/return-path";
import { seeOther } from "@/lib/http/see-other";
import { rememberLocale } from "@/lib/i18n/locale-cookie";
import type { Locale } from "@/lib/i18n/locales";
import { offered } from "@/lib/i18n/request-locale";
import { countUserAttempt, tooManyPath } from "@/lib/limits/enforce";
import { log } from "@/lib/log";
import { requireSameOrigin } from "@/lib/security/same-origin";

/**
 * Remembers the language that a form chooses, in this browser and for its user if there is one, and
 * returns to the page that had the form.
 */
export async function POST(request: Request): Promise<Response> {
  requireSameOrigin(request.headers);
  const fields = await readFields(request);
  const locale = typeof fields === "string" ? null : offered(fields.get("locale") ?? null);
  const page = pagePath(request.headers.get("referer"), env().origin);
  if (locale === null) return seeOther(page);
  await rememberLocale(locale);
  const isStored = await storeForUser(request.headers, locale);
  return seeOther(isStored ? page : tooManyPath(page));
}

/** @returns false if this user has made too many changes */
async function storeForUser(headers: Headers, locale: Locale): Promise<boolean> {
  try {
    const user = await findCurrentUser(headers);
    if (!user) return true;
    if ((await countUserAttempt(user.id, headers)) !== null) return false;
    await storeLocale({ userId: user.id, sessionId: user.sessionId }, locale);
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    // The cookie is set all the same: pages without a session are in the chosen language.
    log.warn({ event: "language.not-stored", ...requestFields(headers), error });
  }
  return true;
}

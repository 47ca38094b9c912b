import "server-only";
import { toAuthSession } from "@/lib/auth/nextauth/session";
import { sessionUnavailable } from "@/lib/auth/nextauth/session-unavailable";
import { findSession } from "@/lib/auth/session/current-user";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import { env } from "@/lib/env/env";
import { crossSite, openAgain, tooLarge } from "@/lib/failures/failures";
import { refuseRequest } from "@/lib/failures/refuse-request";
import { fieldsBodyBytes } from "@/lib/security/body-limits";
import { isBodyTooLong } from "@/lib/security/body-size";
import { isSameOrigin } from "@/lib/security/same-origin";

/**
 * `GET /api/auth/session`: the signed-in user and the session's expiry in the format of Auth.js, or
 * null. Unlike Auth.js, it sends 503 and not null when the database is unavailable: the user may
 * still be signed in.
 */
export async function handleSessionRequest(request: Request): Promise<Response> {
  try {
    const session = await findSession(request.headers);
    const headers = { "cache-control": "private, no-store" };
    return Response.json(session && toAuthSession(session), { headers });
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    return sessionUnavailable(request.headers, error);
  }
}

/**
 * `POST /api/auth/session`: what `update(data)` of next-auth/react asks for. Auth.js stores nothing of
 * `data` either, unless a `jwt` callback does. Responds with the session as it is.
 */
export async function handleSessionUpdate(request: Request): Promise<Response> {
  if (!isSameOrigin(request.headers)) return refuseRequest(request, crossSite(env().origin));
  if (await isBodyTooLong(request, fieldsBodyBytes))
    return refuseRequest(request, tooLarge(openAgain("/")));
  return handleSessionRequest(request);
}

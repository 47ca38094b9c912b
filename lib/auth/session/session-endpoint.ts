import "server-only";
import { findSession } from "@/lib/auth/session/current-user";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";
import type { LiveSession } from "@/lib/db/sessions";
import { requestFields } from "@/lib/http/request-context";
import { log } from "@/lib/log";

/**
 * `GET /api/auth/session`: the signed-in user and the session's expiry in the format of Auth.js, or
 * null. Unlike Auth.js, it sends 503 and not null when the database is unavailable: the user may
 * still be signed in.
 */
export async function handleSessionRequest(request: Request): Promise<Response> {
  try {
    const session = await findSession(request.headers);
    return json(session && toBody(session));
  } catch (error) {
    if (!(error instanceof DatabaseUnavailableError)) throw error;
    const about = requestFields(request.headers);
    log.error({ event: "session.database-unavailable", ...about, error });
    const headers = { "retry-after": "10" };
    return json({ error: "unavailable", reference: about.reference }, { status: 503, headers });
  }
}

function toBody({ user, expires }: LiveSession) {
  const { id, username, name, email, image } = user;
  return { user: { id, username, name, email, image }, expires };
}

function json(body: unknown, init?: { status: number; headers: Record<string, string> }): Response {
  const response = Response.json(body, init);
  response.headers.set("cache-control", "private, no-store");
  return response;
}

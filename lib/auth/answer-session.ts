import "server-only";
import { findVisitor } from "@/lib/auth/current-user";
import { DatabaseAwayError } from "@/lib/db/answer";
import { log } from "@/lib/log";
import { requestReference } from "@/lib/security/request-context";

/**
 * `GET /api/auth/session`: who is signed in, in the shape that Auth.js gives it, or null.
 * Unlike Auth.js, it does not call somebody signed out because the database is away.
 */
export async function answerSession(request: Request): Promise<Response> {
  try {
    const visitor = await findVisitor(request.headers);
    return json(visitor && { user: toSessionUser(visitor) });
  } catch (error) {
    if (!(error instanceof DatabaseAwayError)) throw error;
    const reference = requestReference(request.headers);
    log.error({ event: "session.database-away", reference, error });
    return json(
      { error: "unavailable", reference },
      { status: 503, headers: { "retry-after": "10" } },
    );
  }
}

function toSessionUser({
  id,
  username,
  name,
  email,
  image,
}: NonNullable<Awaited<ReturnType<typeof findVisitor>>>) {
  return { id, username, name, email, image };
}

function json(body: unknown, init?: { status: number; headers: Record<string, string> }): Response {
  const response = Response.json(body, init);
  response.headers.set("cache-control", "private, no-store");
  return response;
}

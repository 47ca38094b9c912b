import "server-only";
import { randomBytes } from "node:crypto";

/**
 * `GET /api/auth/csrf`: the token that clients of Auth.js send with every POST. Ours ignore it: they
 * check where a request comes from instead, see `isSameOrigin`.
 */
export async function handleCsrfRequest(): Promise<Response> {
  const csrfToken = randomBytes(32).toString("hex");
  return Response.json({ csrfToken }, { headers: { "cache-control": "private, no-store" } });
}

import "server-only";
import type { NextRequest } from "next/server";
import type { NextAuthRequest, Session } from "next-auth";
import { toAuthSession } from "@/lib/auth/nextauth/session";
import { sessionUnavailable } from "@/lib/auth/nextauth/session-unavailable";
import { findSession, getSession } from "@/lib/auth/session/current-user";
import { DatabaseUnavailableError } from "@/lib/db/driver/run-query";

/**
 * `auth()` in a server component or server action: the session; null when signed out. If the database
 * is unavailable, it redirects to a page that says so, where Auth.js would return null.
 *
 * `auth(handler)` around a route handler: calls it with the session as `request.auth`. If the database
 * is unavailable, the response is a 503, and the handler doesn't run.
 */
export function auth(): Promise<Session | null>;
export function auth<Context = RouteContext>(
  handler: Handler<Context>,
): (request: NextRequest, context: Context) => Promise<Response>;
export function auth(...args: [Handler<never>?, ...unknown[]]) {
  const [handler] = args;
  if (args.length === 0) return readSession();
  if (typeof handler !== "function") throw new TypeError(usage);
  return async (request: NextRequest, context: never) => {
    const session = await findSession(request.headers).catch(orUnavailable);
    if (session instanceof DatabaseUnavailableError)
      return sessionUnavailable(request.headers, session);
    return handler(Object.assign(request, { auth: session && toAuthSession(session) }), context);
  };
}

const usage =
  "auth() takes nothing, or a route handler. It doesn't work as proxy.ts or in the Pages Router: see docs/authjs.md.";

async function readSession(): Promise<Session | null> {
  const session = await getSession();
  return session && toAuthSession(session);
}

function orUnavailable(error: unknown): DatabaseUnavailableError {
  if (error instanceof DatabaseUnavailableError) return error;
  throw error;
}

type Handler<Context> = (
  request: NextAuthRequest,
  context: Context,
  // biome-ignore lint/suspicious/noConfusingVoidType: Next.js's own type of a route handler.
) => Response | void | Promise<Response | void>;

/** What Next.js passes to a route handler, if the handler doesn't say more. */
// biome-ignore lint/suspicious/noExplicitAny: as Auth.js types it; only the route's path knows its names.
type RouteContext = { params: Promise<any> };

import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { cache } from "react";
import { idleExpiry, isTouchDue } from "@/lib/auth/session/lifetime";
import { hashToken, isSessionToken } from "@/lib/auth/session/token";
import { findLiveSession, type LiveSession, touchSession } from "@/lib/db/sessions";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { requestFields } from "@/lib/http/request-context";
import { signInPath } from "@/lib/http/return-path";
import { log } from "@/lib/log";
import { readCookie, sessionCookieName } from "@/lib/security/cookies";

/**
 * Who is signed in, checked against the database once per request; null when nobody is.
 * When the database is away the visitor is sent to a page that says so.
 */
export const getCurrentUser = cache(async (): Promise<CurrentUser | null> => {
  const requestHeaders = await headers();
  return redirectIfUnavailable(() => findCurrentUser(requestHeaders));
});

/**
 * The signed-in visitor of a page that needs one; anybody else is sent to sign in first.
 * @param returnTo - the page's own path
 */
export async function requireUser(returnTo: string): Promise<CurrentUser> {
  return (await getCurrentUser()) ?? redirect(signInPath(returnTo));
}

/**
 * The same for route handlers, which answer for themselves when the database is away.
 * @throws DatabaseUnavailableError
 */
export async function findCurrentUser(requestHeaders: Headers): Promise<CurrentUser | null> {
  return (await findSession(requestHeaders))?.user ?? null;
}

/** The same with the session's dates. */
export async function findSession(requestHeaders: Headers): Promise<LiveSession | null> {
  const tokenHash = readTokenHash(requestHeaders);
  const session = tokenHash ? await findLiveSession(tokenHash) : null;
  if (session) touchIfDue(session, requestFields(requestHeaders));
  return session;
}

/** The hash of this browser's session token; null when it has none that could be one. */
export function readTokenHash(requestHeaders: Headers): string | null {
  const token = readCookie(requestHeaders.get("cookie"), sessionCookieName());
  return token && isSessionToken(token) ? hashToken(token) : null;
}

/** Moves the idle expiry after the answer has gone out: the visitor never waits for it. */
function touchIfDue(
  { user, lastSeenAt, absoluteExpires }: LiveSession,
  about: ReturnType<typeof requestFields>,
): void {
  if (!isTouchDue(lastSeenAt)) return;
  after(() =>
    touchSession(user.sessionId, idleExpiry(absoluteExpires)).catch((error) =>
      log.warn({ event: "session.touch-failed", ...about, user: user.id, error }),
    ),
  );
}

/** The signed-in person as pages see them: no token, no hash, nothing of anybody else. */
export type CurrentUser = LiveSession["user"];

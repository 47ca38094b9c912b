import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { cache } from "react";
import { destination, signInPath } from "@/lib/auth/return-path";
import { fromNow, sessionIdleSeconds, sessionTouchSeconds } from "@/lib/auth/session-lifetime";
import { hashToken, isSessionToken } from "@/lib/auth/session-token";
import type { Visitor } from "@/lib/auth/visitor";
import { DatabaseAwayError } from "@/lib/db/answer";
import { findLiveSession, type LiveSession, touchSession } from "@/lib/db/sessions";
import { unavailablePath } from "@/lib/failures/unavailable";
import { log } from "@/lib/log";
import { readCookie, sessionCookieName } from "@/lib/security/cookies";
import { requestPath } from "@/lib/security/request-context";

/**
 * Who is signed in, checked against the database once per request; null when nobody is.
 * When the database is away the visitor is sent to a page that says so.
 */
export const getVisitor = cache(async (): Promise<Visitor | null> => {
  const requestHeaders = await headers();
  try {
    return await findVisitor(requestHeaders);
  } catch (error) {
    if (error instanceof DatabaseAwayError) {
      redirect(unavailablePath(destination(requestPath(requestHeaders))));
    }
    throw error;
  }
});

/**
 * The signed-in visitor of a page that needs one; anybody else is sent to sign in first.
 * @param returnTo - the page's own path
 */
export async function requireVisitor(returnTo: string): Promise<Visitor> {
  return (await getVisitor()) ?? redirect(signInPath(returnTo));
}

/**
 * The same for route handlers, which answer for themselves when the database is away.
 * @throws DatabaseAwayError
 */
export async function findVisitor(requestHeaders: Headers): Promise<Visitor | null> {
  return (await findSession(requestHeaders))?.visitor ?? null;
}

/** The same with the session's dates. */
export async function findSession(requestHeaders: Headers): Promise<LiveSession | null> {
  const tokenHash = readTokenHash(requestHeaders);
  const session = tokenHash ? await findLiveSession(tokenHash) : null;
  if (session) touchIfDue(session);
  return session;
}

/** The hash of this browser's session token; null when it has none that could be one. */
export function readTokenHash(requestHeaders: Headers): string | null {
  const token = readCookie(requestHeaders.get("cookie"), sessionCookieName());
  return token && isSessionToken(token) ? hashToken(token) : null;
}

/** Moves the idle expiry after the answer has gone out: the visitor never waits for it. */
function touchIfDue({ visitor, lastSeenAt, absoluteExpires }: LiveSession): void {
  if (Date.now() - lastSeenAt.getTime() < sessionTouchSeconds * 1000) return;
  const expires = fromNow(sessionIdleSeconds);
  after(() =>
    touchSession(visitor.sessionId, expires < absoluteExpires ? expires : absoluteExpires).catch(
      (error) => log.warn({ event: "session.touch-failed", error }),
    ),
  );
}

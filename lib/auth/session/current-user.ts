import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { after } from "next/server";
import { cache } from "react";
import { idleExpiry, isTouchDue } from "@/lib/auth/session/lifetime";
import { effectiveRole } from "@/lib/auth/session/roles";
import { hashToken, isSessionToken } from "@/lib/auth/session/token";
import { noteUseElsewhere } from "@/lib/auth/session/use-elsewhere";
import { type EndedBy, findEndedBy } from "@/lib/db/ended-sessions";
import { findLiveSession, type LiveSession, touchSession } from "@/lib/db/sessions";
import { redirectIfUnavailable } from "@/lib/failures/unavailable-redirect";
import { requestFields } from "@/lib/http/request-context";
import { signInPath } from "@/lib/http/return-path";
import { log } from "@/lib/log";
import { readCookie, readCookies, sessionCookieName } from "@/lib/security/cookies";

/**
 * The signed-in user, checked against the database once per request; null when signed out. If the
 * database is unavailable, redirects to a page that says so.
 */
export async function getCurrentUser(): Promise<CurrentUser | null> {
  return (await getSession())?.user ?? null;
}

/** Like `getCurrentUser`, with the session's dates. */
export function getSession(): Promise<LiveSession | null> {
  return redirectIfUnavailable(findPageSession);
}

/**
 * The live session of the page's request, read once.
 * @throws DatabaseUnavailableError
 */
export const findPageSession = cache(
  async (): Promise<LiveSession | null> => findSession(await headers()),
);

/**
 * The signed-in user of a page that needs one; redirects to sign in when signed out.
 * @param returnTo - the page's own path
 */
export async function requireUser(returnTo: string): Promise<CurrentUser> {
  return (await getCurrentUser()) ?? redirect(signInPath(returnTo));
}

/**
 * The signed-in user, for route handlers: they respond to an unavailable database themselves.
 * @throws DatabaseUnavailableError
 */
export async function findCurrentUser(requestHeaders: Headers): Promise<CurrentUser | null> {
  return (await findSession(requestHeaders))?.user ?? null;
}

/**
 * The live session with its dates.
 * @throws DatabaseUnavailableError
 */
export async function findSession(requestHeaders: Headers): Promise<LiveSession | null> {
  const tokenHash = readTokenHash(requestHeaders);
  const session = tokenHash ? await findLiveSession(tokenHash) : null;
  if (!session) return null;
  touchIfDue(session, requestFields(requestHeaders));
  noteUseElsewhere(session, requestHeaders);
  const { user } = session;
  return { ...session, user: { ...user, role: effectiveRole(user.role) } };
}

/** The hash of this browser's session token; null without a well-formed one. */
function readTokenHash(requestHeaders: Headers): string | null {
  const token = readCookie(requestHeaders.get("cookie"), sessionCookieName());
  return token && isSessionToken(token) ? hashToken(token) : null;
}

/**
 * Who ended this browser's session, if it wasn't this browser; null otherwise. For pages that found no current
 * user.
 */
export async function findSignedOutBy(): Promise<EndedBy | null> {
  const tokenHash = readTokenHash(await headers());
  if (!tokenHash) return null;
  return redirectIfUnavailable(() => findEndedBy(tokenHash));
}

/** A browser has one session cookie, or a few more that other hosts of the domain have planted. */
const maxSessionCookies = 3;

/**
 * The hashes of all session tokens that this browser sends. Of several, `readTokenHash` trusts none;
 * signing out ends each of them.
 */
export function readTokenHashes(requestHeaders: Headers): string[] {
  const name = sessionCookieName();
  return readCookies(requestHeaders.get("cookie"), name)
    .filter((cookie) => cookie.name === name && isSessionToken(cookie.value))
    .slice(0, maxSessionCookies)
    .map(({ value }) => hashToken(value));
}

/** Moves the idle expiry after the response is sent, so that no request waits for it. */
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

/** The signed-in user as pages see them: no token, no hash, no data of other users. */
export type CurrentUser = LiveSession["user"];

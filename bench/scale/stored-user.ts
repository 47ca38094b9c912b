import { createHash } from "node:crypto";

/** As many as a user with a phone, a tablet and a few computers has. */
export const sessionsPerUser = 5;

/**
 * The cookie value of a stored user's session, so that a measurement needs no sign-in first. The
 * sessions of a user are numbered from 1.
 */
export function sessionTokenOf(user: number, session: number): string {
  return createHash("sha256").update(`session ${session} of user ${user}`).digest("base64url");
}

/** The cookie value by which the app recognises a stored user's device. */
export function deviceTokenOf(user: number, device: number): string {
  return createHash("sha256").update(`device ${device} of user ${user}`).digest("base64url");
}

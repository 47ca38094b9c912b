import { createHash } from "node:crypto";

/** As many as a person with a phone, a tablet and some computers has open. */
export const sessionsPerUser = 5;

/**
 * What stands in the cookie of one of a stored person's sessions, so that whoever measures a page
 * need not sign in first. The sessions of a person are numbered from 1.
 */
export function sessionTokenOf(user: number, session: number): string {
  return createHash("sha256").update(`session ${session} of person ${user}`).digest("base64url");
}

/** What stands in the cookie by which a stored person's browser is known again. */
export function deviceTokenOf(user: number, device: number): string {
  return createHash("sha256").update(`device ${device} of person ${user}`).digest("base64url");
}

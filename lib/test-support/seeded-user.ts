import { contextIn } from "@/lib/test-support/stored-user";

/** A user with two accounts and several sessions, the last one with an unanswered sign-in. */
export type SeededUser = {
  userId: string;
  email: string;
  googleSubject: string;
  accountIds: string[];
  sessionIds: string[];
  sessionHashes: string[];
};

/** Counts every session as fresh, since the seeded ones were confirmed at any time. */
export function contextOf({ userId, sessionIds }: SeededUser, sessionId = sessionIds[0]) {
  return { ...contextIn(userId, sessionId), freshWithinSeconds: Number.MAX_SAFE_INTEGER };
}

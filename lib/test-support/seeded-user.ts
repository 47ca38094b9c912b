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

/** Counts every session as fresh and waits for none, since the seeded ones are of any time. */
export function contextOf({ userId, sessionIds }: SeededUser, sessionId = sessionIds[0]) {
  const freshWithinSeconds = Number.MAX_SAFE_INTEGER;
  return { ...contextIn(userId, sessionId), freshWithinSeconds, newDeviceWaitSeconds: 0 };
}

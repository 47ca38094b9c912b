import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { completed } from "@/lib/test-support/completed";
import { createTestUser, signInOf } from "@/lib/test-support/test-user";

/** A user who has just signed in through Google, and their session. */
export async function signInTestUser(testUser = createTestUser()) {
  const signIn = signInOf(testUser);
  const { userId } = await completed(completeSignIn(signIn));
  const session = await findLiveSession(hashToken(signIn.sessionToken));
  const currentUser = { userId, sessionId: session?.user.sessionId ?? "" };
  return { testUser, userId, currentUser, token: signIn.sessionToken };
}

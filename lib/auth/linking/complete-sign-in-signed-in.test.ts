import { describe, expect, it } from "vitest";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { activityOf, createTestUser, rowsOf, signInOf } from "@/lib/test-support/test-user";
import { thrownBy } from "@/lib/test-support/thrown";
import { completeSignIn } from "./complete-sign-in";

const liveSession = (token: string) => findLiveSession(hashToken(token));

describe("reauthenticating", () => {
  it("makes the session fresh again and replaces its token", async () => {
    const { testUser, userId, currentUser, token } = await signInTestUser();
    const sessionToken = createSessionToken();
    const confirm = { intent: "confirm", currentUser, sessionToken } as const;
    expect(await completeSignIn(signInOf(testUser, confirm))).toMatchObject({
      kind: "confirmed",
      userId,
    });
    expect(await liveSession(token)).toBeNull();
    expect((await liveSession(sessionToken))?.user.authenticatedSecondsAgo).toBeLessThan(5);
    expect((await activityOf(userId)).at(-1)).toMatchObject({ kind: "confirmed" });
  });

  it("works with a known account whose address the provider no longer verifies", async () => {
    const { testUser, currentUser } = await signInTestUser();
    const claims = { ...testUser.claims, email: null, email_verified: false };
    const confirm = signInOf({ ...testUser, claims }, { intent: "confirm", currentUser });
    expect((await completeSignIn(confirm)).kind).toBe("confirmed");
    expect((await rowsOf(testUser)).accounts).toMatchObject([{ email: testUser.email }]);
  });

  it("is refused with an unknown account, and with another user's", async () => {
    const [ada, grace] = [await signInTestUser(), await signInTestUser()];
    const before = await rowsOf(ada.testUser);
    for (const otherUser of [
      createTestUser(),
      grace.testUser,
      createTestUser({ email: ada.testUser.email }),
    ]) {
      const confirm = signInOf(otherUser, { intent: "confirm", currentUser: ada.currentUser });
      const outcome = await completeSignIn(confirm);
      expect(outcome).toEqual({ kind: "refused", reason: "not-connected" });
    }
    expect(await rowsOf(ada.testUser)).toEqual(before);
    expect((await activityOf(ada.userId)).at(-1)).toMatchObject({ kind: "confirm-refused" });
  });
});

describe.each(["connect", "confirm"] as const)("to %s in a session that has ended", (intent) => {
  it.each(["ended", "of another user"])("is refused and writes nothing: %s", async (how) => {
    const ada = await signInTestUser();
    const grace = await signInTestUser();
    const sessionId = how === "ended" ? crypto.randomUUID() : grace.currentUser.sessionId;
    const currentUser = { userId: ada.userId, sessionId };
    const before = [await rowsOf(ada.testUser), await rowsOf(grace.testUser)];
    const testUser = intent === "confirm" ? ada.testUser : createTestUser();
    const outcome = await completeSignIn(signInOf(testUser, { intent, currentUser }));
    expect(outcome).toEqual({ kind: "refused", reason: "signed-out" });
    expect([await rowsOf(ada.testUser), await rowsOf(grace.testUser)]).toEqual(before);
  });
});

it("never completes a plain sign-in for a signed-in user", async () => {
  const { currentUser } = await signInTestUser();
  const otherUser = createTestUser();
  expect(await thrownBy(completeSignIn(signInOf(otherUser, { currentUser })))).toBeInstanceOf(
    Error,
  );
  expect(await rowsOf(otherUser)).toEqual({ users: [], accounts: [], sessions: [] });
});

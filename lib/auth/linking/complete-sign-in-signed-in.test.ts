import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { db } from "@/lib/db/driver/client";
import { sessions } from "@/lib/db/schema";
import { findLiveSession } from "@/lib/db/sessions";
import { minutesFromNow } from "@/lib/test-support/stored-user";
import {
  activityOf,
  createTestUser,
  rowsOf,
  signInOf,
  type TestUser,
} from "@/lib/test-support/test-user";
import { thrownBy } from "@/lib/test-support/thrown";
import { completeSignIn } from "./complete-sign-in";
import { SessionNotFresh } from "./errors";
import type { VerifiedSignIn } from "./verified-sign-in";

const liveSession = (token: string) => findLiveSession(hashToken(token));

/** A person who is signed in through Google, and how they go on from there. */
async function signedIn(user = createTestUser()) {
  const first = signInOf(user);
  const { userId } = await completeSignIn(first);
  const session = await liveSession(first.sessionToken);
  const currentUser = { userId, sessionId: session?.user.sessionId ?? "" };
  return { testUser: user, userId, user: currentUser, token: first.sessionToken };
}

const atGitHub = (changes: Partial<TestUser["claims"]> = {}) => createTestUser(changes);

describe("connecting an account", () => {
  it("attaches it, keeps the session, and gives that another token", async () => {
    const { testUser: user, userId, user: currentUser, token } = await signedIn();
    const github = atGitHub();
    const sessionToken = createSessionToken();
    const connect = {
      intent: "connect",
      user: currentUser,
      provider: "github",
      sessionToken,
    } as const;
    expect(await completeSignIn(signInOf(github, connect))).toMatchObject({
      kind: "connected",
      userId,
    });
    const { accounts, sessions } = await rowsOf(user);
    expect(accounts.map(({ provider }) => provider).toSorted()).toEqual(["github", "google"]);
    expect(sessions.map(({ id }) => id)).toEqual([currentUser.sessionId]);
    expect(await liveSession(token)).toBeNull();
    expect((await liveSession(sessionToken))?.user.id).toBe(userId);
    expect((await activityOf(userId)).map(({ kind }) => kind)).toContain("connected");
  });

  it("lets the person in through it from then on", async () => {
    const { userId, user } = await signedIn();
    const github = atGitHub();
    await completeSignIn(signInOf(github, { intent: "connect", user, provider: "github" }));
    const later = await completeSignIn(signInOf(github, { provider: "github" }));
    expect(later).toMatchObject({ kind: "signed-in", userId });
  });

  it("refuses an account that is another person's, and one whose address is", async () => {
    const [ada, grace] = [await signedIn(), await signedIn()];
    const connect = { intent: "connect", user: ada.user } as const;
    const before = await rowsOf(ada.testUser);
    const taken = await thrownBy(completeSignIn(signInOf(grace.testUser, connect)));
    expect(taken).toMatchObject({ name: "SignInRejected", reason: "account-of-another" });
    const { email } = grace.testUser;
    const sameAddress = signInOf(atGitHub({ email }), { ...connect, provider: "github" });
    const known = await thrownBy(completeSignIn(sameAddress));
    expect(known).toMatchObject({ name: "SignInRejected", reason: "address-of-another" });
    expect(await rowsOf(ada.testUser)).toEqual(before);
    const refusals = (await activityOf(ada.userId)).filter(
      ({ kind }) => kind === "connect-refused",
    );
    expect(refusals.map(({ detail }) => detail)).toEqual([
      "account-of-another",
      "address-of-another",
    ]);
  });

  it("is nothing new the second time", async () => {
    const { testUser: user, user: currentUser } = await signedIn();
    const github = atGitHub();
    const connect = { intent: "connect", user: currentUser, provider: "github" } as const;
    await completeSignIn(signInOf(github, connect));
    const again = await completeSignIn(signInOf(github, connect));
    expect(again.kind).toBe("connected-before");
    expect((await rowsOf(user)).accounts).toHaveLength(2);
  });

  it("by ten tabs at the same instant connects one account once", async () => {
    const { testUser: user, user: currentUser } = await signedIn();
    const github = atGitHub();
    const tabs = Array.from({ length: 10 }, () =>
      completeSignIn(
        signInOf(github, { intent: "connect", user: currentUser, provider: "github" }),
      ),
    );
    const kinds = (await Promise.all(tabs)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "connected")).toHaveLength(1);
    expect((await rowsOf(user)).accounts).toHaveLength(2);
  });

  it("by two people at the same instant gives the account to one of them", async () => {
    const users = [await signedIn(), await signedIn()];
    const github = atGitHub();
    const results = await Promise.allSettled(
      users.map(({ user }) =>
        completeSignIn(signInOf(github, { intent: "connect", user, provider: "github" })),
      ),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
  });
});

describe("confirming who is there", () => {
  it("makes the session recent again, and gives it another token", async () => {
    const { testUser: user, userId, user: currentUser, token } = await signedIn();
    const sessionToken = createSessionToken();
    const confirm = { intent: "confirm", user: currentUser, sessionToken } as const;
    expect(await completeSignIn(signInOf(user, confirm))).toMatchObject({
      kind: "confirmed",
      userId,
    });
    expect(await liveSession(token)).toBeNull();
    expect((await liveSession(sessionToken))?.user.authenticatedSecondsAgo).toBeLessThan(5);
    expect((await activityOf(userId)).at(-1)).toMatchObject({ kind: "confirmed" });
  });

  it("counts with a known account whose address the provider no longer vouches for", async () => {
    const { testUser: user, user: currentUser } = await signedIn();
    const claims = { ...user.claims, email: null, email_verified: false };
    const confirm = signInOf({ ...user, claims }, { intent: "confirm", user: currentUser });
    expect((await completeSignIn(confirm)).kind).toBe("confirmed");
    expect((await rowsOf(user)).accounts).toMatchObject([{ email: user.email }]);
  });

  it("is refused with an account of nobody, and with another person's", async () => {
    const [ada, grace] = [await signedIn(), await signedIn()];
    const before = await rowsOf(ada.testUser);
    for (const otherUser of [
      createTestUser(),
      grace.testUser,
      atGitHub({ email: ada.testUser.email }),
    ]) {
      const confirm = signInOf(otherUser, { intent: "confirm", user: ada.user });
      const error = await thrownBy(completeSignIn(confirm));
      expect(error).toMatchObject({ name: "SignInRejected", reason: "not-connected" });
    }
    expect(await rowsOf(ada.testUser)).toEqual(before);
    expect((await activityOf(ada.userId)).at(-1)).toMatchObject({ kind: "confirm-refused" });
  });
});

describe.each(["connect", "confirm"] as const)("to %s in a session that is over", (intent) => {
  it.each(["ended", "of another person"])("is refused, and nothing is written: %s", async (how) => {
    const ada = await signedIn();
    const grace = await signedIn();
    const sessionId = how === "ended" ? crypto.randomUUID() : grace.user.sessionId;
    const user = { userId: ada.userId, sessionId };
    const before = [await rowsOf(ada.testUser), await rowsOf(grace.testUser)];
    const testUser = intent === "confirm" ? ada.testUser : atGitHub();
    const error = await thrownBy(completeSignIn(signInOf(testUser, { intent, user })));
    expect(error).toMatchObject({ name: "SignInRejected", reason: "signed-out" });
    expect([await rowsOf(ada.testUser), await rowsOf(grace.testUser)]).toEqual(before);
  });
});

describe("connecting an account that was proved before, in a session that has to be fresh", () => {
  /** What accepting an offer does: no provider has been asked just now. */
  const accept = (github: TestUser, user: VerifiedSignIn["user"]) =>
    completeSignIn({
      ...signInOf(github, { intent: "connect", user, provider: "github" }),
      sessionToken: null,
    });

  it.each(["new", "connected before"])("writes nothing once it is stale: %s", async (which) => {
    const { testUser: user, user: currentUser } = await signedIn();
    const github = atGitHub();
    const fresh = { ...currentUser, freshWithinSeconds: 300 };
    if (which === "connected before") await accept(github, fresh);
    await db()
      .update(sessions)
      .set({ authenticatedAt: minutesFromNow(-6) })
      .where(eq(sessions.id, currentUser.sessionId));
    const before = [await rowsOf(user), await rowsOf(github)];
    expect(await thrownBy(accept(github, fresh))).toBeInstanceOf(SessionNotFresh);
    expect([await rowsOf(user), await rowsOf(github)]).toEqual(before);
    expect(await accept(github, currentUser)).toMatchObject({ userId: currentUser.userId });
  });
});

it("never completes a plain sign-in for somebody who is signed in", async () => {
  const { user } = await signedIn();
  const otherUser = createTestUser();
  expect(await thrownBy(completeSignIn(signInOf(otherUser, { user })))).toBeInstanceOf(Error);
  expect(await rowsOf(otherUser)).toEqual({ users: [], accounts: [], sessions: [] });
});

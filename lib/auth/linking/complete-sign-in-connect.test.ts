import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { db } from "@/lib/db/driver/client";
import { sessions } from "@/lib/db/schema";
import { findLiveSession } from "@/lib/db/sessions";
import { completed } from "@/lib/test-support/completed";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { minutesFromNow } from "@/lib/test-support/stored-user";
import {
  activityOf,
  createTestUser,
  rowsOf,
  signInOf,
  type TestUser,
} from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";
import type { VerifiedSignIn } from "./verified-sign-in";

const liveSession = (token: string) => findLiveSession(hashToken(token));

describe("connecting an account", () => {
  it("connects it, keeps the session and replaces its token", async () => {
    const { testUser, userId, currentUser, token } = await signInTestUser();
    const github = createTestUser();
    const sessionToken = createSessionToken();
    const connect = {
      intent: "connect",
      currentUser,
      provider: "github",
      sessionToken,
    } as const;
    expect(await completeSignIn(signInOf(github, connect))).toMatchObject({
      kind: "connected",
      userId,
    });
    const { accounts, sessions } = await rowsOf(testUser);
    expect(accounts.map(({ provider }) => provider).toSorted()).toEqual(["github", "google"]);
    expect(sessions.map(({ id }) => id)).toEqual([currentUser.sessionId]);
    expect(await liveSession(token)).toBeNull();
    expect((await liveSession(sessionToken))?.user.id).toBe(userId);
    expect((await activityOf(userId)).map(({ kind }) => kind)).toContain("connected");
  });

  it("lets the user sign in with it from then on", async () => {
    const { userId, currentUser } = await signInTestUser();
    const github = createTestUser();
    await completed(
      completeSignIn(signInOf(github, { intent: "connect", currentUser, provider: "github" })),
    );
    const later = await completeSignIn(signInOf(github, { provider: "github" }));
    expect(later).toMatchObject({ kind: "signed-in", userId });
  });

  it("refuses an account of another user, and one with another user's address", async () => {
    const [ada, grace] = [await signInTestUser(), await signInTestUser()];
    const connect = { intent: "connect", currentUser: ada.currentUser } as const;
    const before = await rowsOf(ada.testUser);
    const taken = await completeSignIn(signInOf(grace.testUser, connect));
    expect(taken).toEqual({ kind: "refused", reason: "account-of-another" });
    const { email } = grace.testUser;
    const sameAddress = signInOf(createTestUser({ email }), { ...connect, provider: "github" });
    const known = await completeSignIn(sameAddress);
    expect(known).toEqual({ kind: "refused", reason: "address-of-another" });
    expect(await rowsOf(ada.testUser)).toEqual(before);
    const refusals = (await activityOf(ada.userId)).filter(
      ({ kind }) => kind === "connect-refused",
    );
    expect(refusals.map(({ detail }) => detail)).toEqual([
      "account-of-another",
      "address-of-another",
    ]);
  });

  it("changes nothing the second time", async () => {
    const { testUser, currentUser } = await signInTestUser();
    const github = createTestUser();
    const connect = { intent: "connect", currentUser, provider: "github" } as const;
    await completed(completeSignIn(signInOf(github, connect)));
    const again = await completeSignIn(signInOf(github, connect));
    expect(again.kind).toBe("connected-before");
    expect((await rowsOf(testUser)).accounts).toHaveLength(2);
  });

  it("connects one account once from ten tabs at the same instant", async () => {
    const { testUser, currentUser } = await signInTestUser();
    const github = createTestUser();
    const tabs = Array.from({ length: 10 }, () =>
      completeSignIn(signInOf(github, { intent: "connect", currentUser, provider: "github" })),
    );
    const kinds = (await Promise.all(tabs)).map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual(["connected", ...Array(9).fill("connected-before")]);
    expect((await rowsOf(testUser)).accounts).toHaveLength(2);
  });

  it("gives the account to one of two users at the same instant", async () => {
    const users = [await signInTestUser(), await signInTestUser()];
    const github = createTestUser();
    const outcomes = await Promise.all(
      users.map(({ currentUser }) =>
        completeSignIn(signInOf(github, { intent: "connect", currentUser, provider: "github" })),
      ),
    );
    expect(outcomes).toContainEqual(expect.objectContaining({ kind: "connected" }));
    expect(outcomes).toContainEqual({ kind: "refused", reason: "account-of-another" });
  });
});

describe("accepting a pending link, in a session that has to be fresh", () => {
  /** As `acceptPendingLink` does it: no provider has been asked just now. */
  const accept = (github: TestUser, currentUser: VerifiedSignIn["currentUser"]) =>
    completeSignIn({
      ...signInOf(github, { intent: "connect", currentUser, provider: "github" }),
      sessionToken: null,
    });

  it.each(["new", "connected before"])(
    "writes nothing once the session is stale: %s",
    async (which) => {
      const { testUser, currentUser } = await signInTestUser();
      const github = createTestUser();
      const fresh = { ...currentUser, freshWithinSeconds: 300 };
      if (which === "connected before") await completed(accept(github, fresh));
      await db()
        .update(sessions)
        .set({ authenticatedAt: minutesFromNow(-6) })
        .where(eq(sessions.id, currentUser.sessionId));
      const before = [await rowsOf(testUser), await rowsOf(github)];
      expect(await accept(github, fresh)).toEqual({ kind: "stale" });
      expect([await rowsOf(testUser), await rowsOf(github)]).toEqual(before);
      expect(await accept(github, currentUser)).toMatchObject({ userId: currentUser.userId });
    },
  );
});

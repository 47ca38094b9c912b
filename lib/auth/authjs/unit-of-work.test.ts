import { describe, expect, it } from "vitest";
import { hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { createTestUser, rowsOf, sameAddress, signInOf } from "@/lib/test-support/test-user";
import { begin, look, stage } from "@/lib/test-support/unit-of-work";
import { UnitOfWork } from "./unit-of-work";

const noRows = { users: [], accounts: [], sessions: [] };

const sessionOf = async (token: string) => (await findLiveSession(hashToken(token)))?.user.id;

describe("the work for a new user", () => {
  it("writes nothing before the commit, and then user, account and session", async () => {
    const user = createTestUser();
    const signIn = signInOf(user);
    const work = begin(signIn);
    expect(await look(work)).toEqual({
      accountOwner: null,
      addressOwner: null,
      opensSession: true,
    });
    stage(work, ["user", "account"]);
    expect(await rowsOf(user)).toEqual(noRows);
    expect(work.outcome).toBeNull();

    const outcome = await work.commit();
    const { users, accounts, sessions } = await rowsOf(user);
    expect(outcome).toMatchObject({ kind: "new", userId: users[0]?.id });
    expect(work.outcome).toBe(outcome);
    expect([users.length, accounts.length, sessions.length]).toEqual([1, 1, 1]);
    expect(await sessionOf(signIn.sessionToken)).toBe(users[0]?.id);
  });
});

describe("the work for an account that is linked by its address", () => {
  it("writes nothing before the commit, and then account and session", async () => {
    const { testUser, userId } = await signInTestUser();
    const before = await rowsOf(testUser);
    const signIn = signInOf(sameAddress(testUser), { provider: "github" });
    const work = begin(signIn);
    expect(await look(work)).toEqual({
      accountOwner: null,
      addressOwner: userId,
      opensSession: true,
    });
    stage(work, ["account"]);
    expect(await rowsOf(testUser)).toEqual(before);

    expect(await work.commit()).toMatchObject({ kind: "linked", userId });
    const { users, accounts } = await rowsOf(testUser);
    expect([users.length, accounts.length]).toEqual([1, 2]);
    expect(await sessionOf(signIn.sessionToken)).toBe(userId);
  });
});

describe("the work for a returning user", () => {
  it("opens one session, however often Auth.js asks", async () => {
    const { testUser, userId } = await signInTestUser();
    const signIn = signInOf(testUser);
    const work = begin(signIn);
    for (let time = 0; time < 2; time++) {
      expect(await look(work)).toEqual({
        accountOwner: userId,
        addressOwner: null,
        opensSession: true,
      });
    }
    expect(await work.commit()).toMatchObject({ kind: "signed-in", userId });
    expect((await rowsOf(testUser)).sessions).toHaveLength(2);
    expect(await sessionOf(signIn.sessionToken)).toBe(userId);
  });
});

describe("a commit", () => {
  it.each<[("user" | "account")[]]>([
    [[]],
    [["user"]],
    [["account"]],
    [["account", "user"]],
    [["user", "account", "account"]],
  ])("creates no user if Auth.js asks to write %j", async (writes) => {
    const user = createTestUser();
    const work = begin(signInOf(user));
    stage(work, writes);
    await expect(work.commit()).rejects.toThrow("in place of [user,account]");
    expect(await rowsOf(user)).toEqual(noRows);
    expect(work.outcome).toBeNull();
  });

  it.each<[("user" | "account")[]]>([[[]], [["user", "account"]], [["user"]]])(
    "links no account if Auth.js asks to write %j",
    async (writes) => {
      const { testUser } = await signInTestUser();
      const before = await rowsOf(testUser);
      const work = begin(signInOf(sameAddress(testUser), { provider: "github" }));
      stage(work, writes);
      await expect(work.commit()).rejects.toThrow("in place of [account]");
      expect(await rowsOf(testUser)).toEqual(before);
    },
  );

  it("needs the claims, and so does every question", async () => {
    const { claims: _, ...request } = signInOf(createTestUser());
    const work = new UnitOfWork(request);
    expect(work.hasClaims).toBe(false);
    await expect(work.accountOwner()).rejects.toThrow("before it had read the claims");
    await expect(work.commit()).rejects.toThrow("before it had read the claims");
  });
});

import { describe, expect, it } from "vitest";
import { hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { completed } from "@/lib/test-support/completed";
import {
  createTestUser,
  rowsOf,
  signInOf,
  type TestSignIn,
  type TestUser,
} from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";

/** Completes all sign-ins at the same instant. @returns the user id of each session */
async function signInAtOnce(signIns: TestSignIn[]) {
  await Promise.all(signIns.map((signIn) => completed(completeSignIn(signIn))));
  const sessions = await Promise.all(
    signIns.map(({ sessionToken }) => findLiveSession(hashToken(sessionToken))),
  );
  return sessions.map((session) => session?.user.id);
}
const times = (count: number, create: (index: number) => TestSignIn) =>
  Array.from({ length: count }, (_, index) => create(index));

function expectOneUserIn(ids: (string | undefined)[]) {
  expect(new Set(ids).size).toBe(1);
  expect(ids[0]).toBeDefined();
}
async function countsOf(user: TestUser) {
  const { users, accounts, sessions } = await rowsOf(user);
  return { users: users.length, accounts: accounts.length, sessions: sessions.length };
}

describe("twenty sign-ins of one user at the same instant", () => {
  it("for the first time, with one provider: one user, one account, all signed in", async () => {
    const user = createTestUser();
    expectOneUserIn(await signInAtOnce(times(20, () => signInOf(user))));
    expect(await countsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 20 });
  });

  it("for the first time, with two providers: one user, two accounts, all signed in", async () => {
    const user = createTestUser();
    const atGitHub = { ...user.claims, subject: createTestUser().claims.subject };
    const signIns = times(20, (index) =>
      index % 2 ? signInOf(user) : signInOf({ ...user, claims: atGitHub }, { provider: "github" }),
    );
    expectOneUserIn(await signInAtOnce(signIns));
    expect(await countsOf(user)).toEqual({ users: 1, accounts: 2, sessions: 20 });
  });

  it("with twenty accounts of one address at one provider: one signs in, the others need its account", async () => {
    const user = createTestUser();
    const signIns = times(20, () => {
      const claims = { ...user.claims, subject: createTestUser().claims.subject };
      return signInOf({ ...user, claims });
    });
    const outcomes = await Promise.all(signIns.map((signIn) => completeSignIn(signIn)));
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual([...Array(19).fill("guided"), "new"]);
    expect(await countsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 1 });
  });

  it("with ten more accounts of their address at another provider: one links, nine do not", async () => {
    const user = createTestUser();
    await completed(completeSignIn(signInOf(user)));
    const signIns = times(10, () => {
      const claims = { ...user.claims, subject: createTestUser().claims.subject };
      return signInOf({ ...user, claims }, { provider: "github" });
    });
    const outcomes = await Promise.all(signIns.map((signIn) => completeSignIn(signIn)));
    const kinds = outcomes.map(({ kind }) => kind);
    expect(kinds.toSorted()).toEqual([...Array(9).fill("guided"), "linked"]);
    expect(await countsOf(user)).toEqual({ users: 1, accounts: 2, sessions: 2 });
  });

  it("with one account that has two addresses: one user, all signed in", async () => {
    const user = createTestUser();
    const { email } = createTestUser();
    const other = { ...user, claims: { ...user.claims, email } };
    const signIns = times(20, (index) => signInOf(index % 2 ? user : other));
    expectOneUserIn(await signInAtOnce(signIns));
    expect(await countsOf(user)).toMatchObject({ users: 1, accounts: 1, sessions: 20 });
  });

  it("after an earlier sign-in: only the sessions are new", async () => {
    const user = createTestUser();
    await completed(completeSignIn(signInOf(user)));
    expectOneUserIn(await signInAtOnce(times(20, () => signInOf(user))));
    expect(await countsOf(user)).toEqual({ users: 1, accounts: 1, sessions: 21 });
  });
});

describe("sign-ins of twenty users at the same instant", () => {
  it("create twenty users", async () => {
    const ids = await signInAtOnce(times(20, () => signInOf(createTestUser())));
    expect(new Set(ids).size).toBe(20);
    expect(ids).not.toContain(undefined);
  });
});

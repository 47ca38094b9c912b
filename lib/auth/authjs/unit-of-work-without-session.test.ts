import { describe, expect, it } from "vitest";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import {
  activityOf,
  createTestUser,
  rowsOf,
  sameAddress,
  signInOf,
  type TestSignIn,
  type TestUser,
} from "@/lib/test-support/test-user";
import { begin, look, stage } from "@/lib/test-support/unit-of-work";

type Case = { signIn: TestSignIn; testUsers: TestUser[]; userId: string };

const cases: [string, () => Promise<Case>][] = [
  [
    "connected",
    async () => {
      const { testUser, userId, currentUser } = await signInTestUser();
      const user = createTestUser();
      const connect = { intent: "connect", currentUser, provider: "github" } as const;
      return { signIn: signInOf(user, connect), testUsers: [testUser, user], userId };
    },
  ],
  [
    "connected-before",
    async () => {
      const { testUser, userId, currentUser } = await signInTestUser();
      const signIn = signInOf(testUser, { intent: "connect", currentUser });
      return { signIn, testUsers: [testUser], userId };
    },
  ],
  [
    "confirmed",
    async () => {
      const { testUser, userId, currentUser } = await signInTestUser();
      const signIn = signInOf(testUser, { intent: "confirm", currentUser });
      return { signIn, testUsers: [testUser], userId };
    },
  ],
  [
    "guided",
    async () => {
      const { testUser, userId } = await signInTestUser();
      const user = sameAddress(testUser);
      return { signIn: signInOf(user), testUsers: [testUser, user], userId };
    },
  ],
  [
    "refused",
    async () => {
      const { testUser, userId } = await signInTestUser();
      const claims = { ...testUser.claims, email_verified: false };
      return { signIn: signInOf({ ...testUser, claims }), testUsers: [testUser], userId };
    },
  ],
];

/** Where the user has the account already. */
const ownsAccount = ["connected-before", "confirmed", "refused"];

describe.each(cases)("work that ends with %s", (kind, prepare) => {
  it("opens no session, names the account's owner, and writes nothing before the commit", async () => {
    const { signIn, testUsers, userId } = await prepare();
    const stored = async () => [await Promise.all(testUsers.map(rowsOf)), await activityOf(userId)];
    const before = await stored();
    const work = begin(signIn);
    expect(await look(work)).toEqual({
      accountOwner: ownsAccount.includes(kind) ? userId : null,
      addressOwner: null,
      opensSession: false,
    });
    expect(await stored()).toEqual(before);

    expect((await work.commit()).kind).toBe(kind);
    const sessions = (await Promise.all(testUsers.map(rowsOf))).flatMap((rows) => rows.sessions);
    expect(new Set(sessions.map(({ id }) => id)).size).toBe(1);
    expect(await stored()).not.toEqual(before);
  });

  it("commits nothing if Auth.js asks for a user all the same", async () => {
    const { signIn, testUsers, userId } = await prepare();
    const stored = async () => [await Promise.all(testUsers.map(rowsOf)), await activityOf(userId)];
    const before = await stored();
    const work = begin(signIn);
    stage(work, ["user", "account"]);
    await expect(work.commit()).rejects.toThrow("Auth.js asked to write [user,account]");
    expect(await stored()).toEqual(before);
    expect(work.outcome).toBeNull();
  });
});

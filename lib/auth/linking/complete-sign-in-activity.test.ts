import { describe, expect, it } from "vitest";
import { hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { activityOf, createTestUser, rowsOf, signInOf } from "@/lib/test-support/test-user";
import { thrownBy } from "@/lib/test-support/thrown";
import { completeSignIn } from "./complete-sign-in";

const newDevices = async (userId: string, user = createTestUser()) => {
  const { sessions } = await rowsOf(user);
  return sessions.filter((session) => session.user_id === userId && session.new_device).length;
};

describe("what is noted of a sign-in", () => {
  it("is that the account was created, and who came in from where", async () => {
    const user = createTestUser();
    const { userId } = await completeSignIn(signInOf(user));
    const { sessions } = await rowsOf(user);
    const device = { provider: "google", user_agent: "Mozilla/5.0", ip: "192.0.2.1" };
    expect(await activityOf(userId)).toMatchObject([
      { kind: "account-created", ...device },
      { kind: "sign-in", subject_id: sessions[0]?.id, ...device },
    ]);
  });

  it("is that another provider was connected, when the address did it", async () => {
    const user = createTestUser();
    const { userId } = await completeSignIn(signInOf(user));
    const claims = { ...user.claims, subject: createTestUser().claims.subject };
    await completeSignIn(signInOf({ ...user, claims }, { provider: "github" }));
    const kinds = (await activityOf(userId)).map(({ kind, provider }) => `${kind} ${provider}`);
    expect(kinds.slice(2)).toEqual(["connected github", "sign-in github"]);
  });

  it("is the refusal, for the person whose account it was", async () => {
    const user = createTestUser();
    const { userId } = await completeSignIn(signInOf(user));
    const claims = { ...user.claims, email_verified: false };
    await thrownBy(completeSignIn(signInOf({ ...user, claims })));
    expect((await activityOf(userId)).at(-1)).toMatchObject({
      kind: "sign-in-refused",
      detail: "email-unverified",
    });
  });
});

describe("a session on a device", () => {
  it("that is somebody's first is not new: there is nobody to ask", async () => {
    const user = createTestUser();
    const { userId } = await completeSignIn(signInOf(user));
    expect(await newDevices(userId, user)).toBe(0);
  });

  it("that was not seen before is new, and new again until somebody vouches for it", async () => {
    const user = createTestUser();
    const { userId } = await completeSignIn(signInOf(user));
    const elsewhere = signInOf(user);
    await completeSignIn(elsewhere);
    expect(await newDevices(userId, user)).toBe(1);
    await completeSignIn(signInOf(user, { deviceHash: elsewhere.deviceHash }));
    expect(await newDevices(userId, user)).toBe(2);
  });

  it("that another person uses is new all the same", async () => {
    const [ada, grace] = [createTestUser(), createTestUser()];
    const shared = signInOf(grace);
    await completeSignIn(shared);
    const { userId } = await completeSignIn(signInOf(ada));
    await completeSignIn(signInOf(ada, { deviceHash: shared.deviceHash }));
    expect(await newDevices(userId, ada)).toBe(1);
  });

  it("is told to the older sessions, and not to itself", async () => {
    const user = createTestUser();
    const [older, newer] = [signInOf(user), signInOf(user)];
    for (const signIn of [older, newer]) await completeSignIn(signIn);
    const tells = async (token: string) =>
      (await findLiveSession(hashToken(token)))?.user.hasNewSignIns;
    expect(await tells(older.sessionToken)).toBe(true);
    expect(await tells(newer.sessionToken)).toBe(false);
  });
});

describe("people whose addresses begin alike", () => {
  it("have usernames of their own, the first one the plain name", async () => {
    const local = crypto.randomUUID();
    const emails = Array.from({ length: 8 }, (_, index) => `${local}@${index}.example.com`);
    const testUsers = emails.map((email) => ({ ...createTestUser({ email }), email }));
    await Promise.all(testUsers.map((user) => completeSignIn(signInOf(user))));
    const rows = await Promise.all(testUsers.map(rowsOf));
    const names = rows.map(({ users }) => String(users[0]?.username));
    expect(new Set(names).size).toBe(8);
    expect(names.filter((name) => name === local)).toHaveLength(1);
    for (const name of names) expect(name.startsWith(local)).toBe(true);
  });
});

describe("a picture", () => {
  it("that a person shows changes with the account it comes from", async () => {
    const user = createTestUser();
    await completeSignIn(signInOf(user));
    const picture = "https://avatars.githubusercontent.com/u/2";
    await completeSignIn(signInOf({ ...user, claims: { ...user.claims, picture } }));
    const { users, accounts } = await rowsOf(user);
    expect([users[0]?.image, accounts[0]?.image]).toEqual([picture, picture]);
  });

  it("of another account changes nothing", async () => {
    const user = createTestUser();
    await completeSignIn(signInOf(user));
    const subject = createTestUser().claims.subject;
    for (const picture of [2, 3].map((n) => `https://avatars.githubusercontent.com/u/${n}`)) {
      const claims = { ...user.claims, subject, picture };
      await completeSignIn(signInOf({ ...user, claims }, { provider: "github" }));
    }
    expect((await rowsOf(user)).users[0]?.image).toBe(user.claims.picture);
  });
});

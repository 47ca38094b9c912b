import { describe, expect, it } from "vitest";
import { hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { completed } from "@/lib/test-support/completed";
import { activityOf, createTestUser, rowsOf, signInOf } from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";

const newDevices = async (userId: string, user = createTestUser()) => {
  const { sessions } = await rowsOf(user);
  return sessions.filter((session) => session.user_id === userId && session.new_device).length;
};

describe("the activity of a sign-in", () => {
  it("records the new account and the sign-in, with the device", async () => {
    const user = createTestUser();
    const { userId } = await completed(completeSignIn(signInOf(user)));
    const { sessions } = await rowsOf(user);
    const device = { provider: "google", user_agent: "Mozilla/5.0", ip: "192.0.2.1" };
    expect(await activityOf(userId)).toMatchObject([
      { kind: "account-created", ...device },
      { kind: "sign-in", subject_id: sessions[0]?.id, ...device },
    ]);
  });

  it("records the account that was linked by its address", async () => {
    const user = createTestUser();
    const { userId } = await completed(completeSignIn(signInOf(user)));
    const claims = { ...user.claims, subject: createTestUser().claims.subject };
    await completed(completeSignIn(signInOf({ ...user, claims }, { provider: "github" })));
    const kinds = (await activityOf(userId)).map(({ kind, provider }) => `${kind} ${provider}`);
    expect(kinds.slice(2)).toEqual(["connected github", "sign-in github"]);
  });

  it("records a refusal for the user whose account it was", async () => {
    const user = createTestUser();
    const { userId } = await completed(completeSignIn(signInOf(user)));
    const claims = { ...user.claims, email_verified: false };
    const refused = await completeSignIn(signInOf({ ...user, claims }));
    expect(refused).toEqual({ kind: "refused", reason: "email-unverified" });
    expect((await activityOf(userId)).at(-1)).toMatchObject({
      kind: "sign-in-refused",
      detail: "email-unverified",
    });
  });
});

describe("a session on a device", () => {
  it("is not new if it is the user's first: no other session could be asked", async () => {
    const user = createTestUser();
    const { userId } = await completed(completeSignIn(signInOf(user)));
    expect(await newDevices(userId, user)).toBe(0);
  });

  it("is new on an unknown device, and stays new until the user recognises it", async () => {
    const user = createTestUser();
    const { userId } = await completed(completeSignIn(signInOf(user)));
    const elsewhere = signInOf(user);
    await completed(completeSignIn(elsewhere));
    expect(await newDevices(userId, user)).toBe(1);
    await completed(completeSignIn(signInOf(user, { deviceHash: elsewhere.deviceHash })));
    expect(await newDevices(userId, user)).toBe(2);
  });

  it("is new on a device that another user signed in on", async () => {
    const [ada, grace] = [createTestUser(), createTestUser()];
    const shared = signInOf(grace);
    await completed(completeSignIn(shared));
    const { userId } = await completed(completeSignIn(signInOf(ada)));
    await completed(completeSignIn(signInOf(ada, { deviceHash: shared.deviceHash })));
    expect(await newDevices(userId, ada)).toBe(1);
  });

  it("is reported to older sessions, not to itself", async () => {
    const user = createTestUser();
    const [older, newer] = [signInOf(user), signInOf(user)];
    for (const signIn of [older, newer]) await completed(completeSignIn(signIn));
    const isTold = async (token: string) =>
      (await findLiveSession(hashToken(token)))?.user.hasNewSignIns;
    expect(await isTold(older.sessionToken)).toBe(true);
    expect(await isTold(newer.sessionToken)).toBe(false);
  });
});

describe("a picture", () => {
  it("changes with the account that it comes from", async () => {
    const user = createTestUser();
    await completed(completeSignIn(signInOf(user)));
    const picture = "https://avatars.githubusercontent.com/u/2";
    await completed(completeSignIn(signInOf({ ...user, claims: { ...user.claims, picture } })));
    const { users, accounts } = await rowsOf(user);
    expect([users[0]?.image, accounts[0]?.image]).toEqual([picture, picture]);
  });

  it("does not change with another account's picture", async () => {
    const user = createTestUser();
    await completed(completeSignIn(signInOf(user)));
    const subject = createTestUser().claims.subject;
    for (const picture of [2, 3].map((n) => `https://avatars.githubusercontent.com/u/${n}`)) {
      const claims = { ...user.claims, subject, picture };
      await completed(completeSignIn(signInOf({ ...user, claims }, { provider: "github" })));
    }
    expect((await rowsOf(user)).users[0]?.image).toBe(user.claims.picture);
  });
});

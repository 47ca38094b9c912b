import { describe, expect, it } from "vitest";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { completed } from "@/lib/test-support/completed";
import { createTestUser, rowsOf, signInOf } from "@/lib/test-support/test-user";
import { thrownBy } from "@/lib/test-support/thrown";
import { completeSignIn } from "./complete-sign-in";

const dayMilliseconds = 24 * 60 * 60 * 1000;
const noRows = { users: [], accounts: [], sessions: [] };

async function userIdOf(sessionToken: string) {
  const session = await findLiveSession(hashToken(sessionToken));
  return session?.user.id ?? null;
}

describe("a first sign-in", () => {
  it("creates the user, the account and the session", async () => {
    const user = createTestUser();
    const signIn = signInOf(user);
    const { expires } = await completed(completeSignIn(signIn));

    const { users, accounts, sessions } = await rowsOf(user);
    const id = users[0]?.id;
    expect(users).toMatchObject([
      {
        username: user.claims.subject.slice(0, 30),
        name: "Ada Lovelace",
        email: user.email,
        image: "https://avatars.githubusercontent.com/u/1",
      },
    ]);
    expect(accounts).toMatchObject([
      {
        provider: "google",
        provider_account_id: user.claims.subject,
        user_id: id,
        email: user.email,
      },
    ]);
    expect(sessions).toMatchObject([
      { user_id: id, provider: "google", user_agent: "Mozilla/5.0", ip: "192.0.2.1" },
    ]);
    expect(await userIdOf(signIn.sessionToken)).toBe(id);
    expect(expires.getTime()).toBeCloseTo(Date.now() + 90 * dayMilliseconds, -5);
  });

  it("records when the address was verified and when the session ends", async () => {
    const testUser = createTestUser();
    const signIn = signInOf(testUser);
    const { expires: absolute } = await completed(completeSignIn(signIn));
    const [user] = (await rowsOf(testUser)).users;
    expect(Date.parse(String(user?.email_verified))).toBeCloseTo(Date.now(), -5);

    const session = await findLiveSession(hashToken(signIn.sessionToken));
    expect(session?.absoluteExpires).toEqual(absolute);
    expect(session?.expires.getTime()).toBeCloseTo(Date.now() + 30 * dayMilliseconds, -5);
  });

  it("stores the token's hash, and the token in no column", async () => {
    const user = createTestUser();
    const signIn = signInOf(user);
    await completed(completeSignIn(signIn));
    const stored = JSON.stringify(await rowsOf(user));
    const hash = hashToken(signIn.sessionToken);
    expect(stored).toContain(hash);
    expect(stored).not.toContain(signIn.sessionToken);
    expect(await userIdOf(hash)).toBeNull();
  });

  it("needs no name, picture or device", async () => {
    const user = createTestUser({ name: null, picture: null });
    const signIn = signInOf(user, { device: { userAgent: null, ip: null } });
    await completed(completeSignIn(signIn));
    expect(await userIdOf(signIn.sessionToken)).not.toBeNull();
  });
});

describe("a returning user", () => {
  it("stays the same user, with a new session and nothing else new", async () => {
    const user = createTestUser();
    const [first, second] = [signInOf(user), signInOf(user)];
    await completed(completeSignIn(first));
    await completed(completeSignIn(second));
    const { users, accounts, sessions } = await rowsOf(user);
    expect([users.length, accounts.length, sessions.length]).toEqual([1, 1, 2]);
    expect(await userIdOf(second.sessionToken)).toBe(await userIdOf(first.sessionToken));
    // As Postgres writes them: a Date has no microseconds, and both may be of one millisecond.
    expect(String(accounts[0]?.last_used_at) > String(accounts[0]?.created_at)).toBe(true);
  });

  it("stays the same user when the address changes at the provider", async () => {
    const user = createTestUser();
    const before = signInOf(user);
    await completed(completeSignIn(before));
    const email = createTestUser().email;
    const after = signInOf({ ...user, claims: { ...user.claims, email, name: "New" } });
    await completed(completeSignIn(after));

    expect(await userIdOf(after.sessionToken)).toBe(await userIdOf(before.sessionToken));
    const { users, accounts } = await rowsOf(user);
    expect(users).toMatchObject([{ email: user.email, name: "Ada Lovelace" }]);
    expect(accounts).toMatchObject([{ email }]);
  });

  it("stays the same user when the new address belongs to another user", async () => {
    const [ada, grace] = [createTestUser(), createTestUser()];
    const [adasFirst, graces] = [signInOf(ada), signInOf(grace)];
    for (const signIn of [adasFirst, graces]) await completed(completeSignIn(signIn));
    const adasSecond = signInOf({ ...ada, claims: { ...ada.claims, email: grace.email } });
    await completed(completeSignIn(adasSecond));
    expect(await userIdOf(adasSecond.sessionToken)).toBe(await userIdOf(adasFirst.sessionToken));
    expect(await userIdOf(graces.sessionToken)).not.toBe(await userIdOf(adasFirst.sessionToken));
  });

  it("is not confused with a user with the same subject at another provider", async () => {
    const user = createTestUser();
    const other = createTestUser({ subject: user.claims.subject });
    const [here, there] = [signInOf(user), signInOf(other, { provider: "github" })];
    for (const signIn of [here, there]) await completed(completeSignIn(signIn));
    expect(await userIdOf(there.sessionToken)).not.toBe(await userIdOf(here.sessionToken));
  });
});

describe("a session token that is already in use", () => {
  it("opens no session for another user, and writes nothing", async () => {
    const [ada, eve] = [createTestUser(), createTestUser()];
    const sessionToken = createSessionToken();
    await completed(completeSignIn(signInOf(ada, { sessionToken })));
    const owner = await userIdOf(sessionToken);
    expect(await thrownBy(completeSignIn(signInOf(eve, { sessionToken })))).toBeInstanceOf(Error);
    expect(await userIdOf(sessionToken)).toBe(owner);
    expect(await rowsOf(eve)).toEqual(noRows);
  });
});

import { describe, expect, it, vi } from "vitest";
import { toClaims } from "@/lib/auth/providers/claims";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { createTestUser, rowsOf, signInOf } from "@/lib/test-support/test-user";
import { thrownBy } from "@/lib/test-support/thrown";
import { completeSignIn } from "./complete-sign-in";
import { SignInRejected } from "./errors";

const dayMilliseconds = 24 * 60 * 60 * 1000;
const nothing = { users: [], accounts: [], sessions: [] };

async function whoHas(sessionToken: string) {
  const session = await findLiveSession(hashToken(sessionToken));
  return session?.user.id ?? null;
}

describe("a first sign-in", () => {
  it("creates the person, the account and the session", async () => {
    const user = createTestUser();
    const signIn = signInOf(user);
    const { expires } = await completeSignIn(signIn);

    const { users, accounts, sessions } = await rowsOf(user);
    const id = users[0]?.id;
    expect(users).toMatchObject([
      {
        username: user.claims.subject,
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
    expect(await whoHas(signIn.sessionToken)).toBe(id);
    expect(expires.getTime()).toBeCloseTo(Date.now() + 90 * dayMilliseconds, -5);
  });

  it("notes when the address was verified and when the session ends", async () => {
    const testUser = createTestUser();
    const signIn = signInOf(testUser);
    const { expires: absolute } = await completeSignIn(signIn);
    const [user] = (await rowsOf(testUser)).users;
    expect(Date.parse(String(user?.email_verified))).toBeCloseTo(Date.now(), -5);

    const session = await findLiveSession(hashToken(signIn.sessionToken));
    expect(session?.absoluteExpires).toEqual(absolute);
    expect(session?.expires.getTime()).toBeCloseTo(Date.now() + 30 * dayMilliseconds, -5);
  });

  it("stores the token's hash, and the token in no column", async () => {
    const user = createTestUser();
    const signIn = signInOf(user);
    await completeSignIn(signIn);
    const stored = JSON.stringify(await rowsOf(user));
    const hash = hashToken(signIn.sessionToken);
    expect(stored).toContain(hash);
    expect(stored).not.toContain(signIn.sessionToken);
    expect(await whoHas(hash)).toBeNull();
  });

  it("needs neither name, picture nor device", async () => {
    const user = createTestUser({ name: null, picture: null });
    const signIn = signInOf(user, { device: { userAgent: null, ip: null } });
    await completeSignIn(signIn);
    expect(await whoHas(signIn.sessionToken)).not.toBeNull();
  });
});

describe("somebody who returns", () => {
  it("is the same person, with a further session and nothing else new", async () => {
    const user = createTestUser();
    const [first, second] = [signInOf(user), signInOf(user)];
    await completeSignIn(first);
    await completeSignIn(second);
    const { users, accounts, sessions } = await rowsOf(user);
    expect([users.length, accounts.length, sessions.length]).toEqual([1, 1, 2]);
    expect(await whoHas(second.sessionToken)).toBe(await whoHas(first.sessionToken));
    // As Postgres writes them: a Date has no microseconds, and both may be of one millisecond.
    expect(String(accounts[0]?.last_used_at) > String(accounts[0]?.created_at)).toBe(true);
  });

  it("stays the same person when the address changes at the provider", async () => {
    const user = createTestUser();
    const before = signInOf(user);
    await completeSignIn(before);
    const email = createTestUser().email;
    const after = signInOf({ ...user, claims: { ...user.claims, email, name: "New" } });
    await completeSignIn(after);

    expect(await whoHas(after.sessionToken)).toBe(await whoHas(before.sessionToken));
    const { users, accounts } = await rowsOf(user);
    expect(users).toMatchObject([{ email: user.email, name: "Ada Lovelace" }]);
    expect(accounts).toMatchObject([{ email }]);
  });

  it("stays the same person when the new address is somebody else's here", async () => {
    const [ada, grace] = [createTestUser(), createTestUser()];
    const [adasFirst, graces] = [signInOf(ada), signInOf(grace)];
    for (const signIn of [adasFirst, graces]) await completeSignIn(signIn);
    const adasSecond = signInOf({ ...ada, claims: { ...ada.claims, email: grace.email } });
    await completeSignIn(adasSecond);
    expect(await whoHas(adasSecond.sessionToken)).toBe(await whoHas(adasFirst.sessionToken));
    expect(await whoHas(graces.sessionToken)).not.toBe(await whoHas(adasFirst.sessionToken));
  });

  it("is not taken for somebody with the same number at another provider", async () => {
    const user = createTestUser();
    const other = createTestUser({ subject: user.claims.subject });
    const [here, there] = [signInOf(user), signInOf(other, { provider: "github" })];
    for (const signIn of [here, there]) await completeSignIn(signIn);
    expect(await whoHas(there.sessionToken)).not.toBe(await whoHas(here.sessionToken));
  });
});

describe("the same verified address at another provider", () => {
  it("is the same person, in whatever letter case, with a second account", async () => {
    const user = createTestUser();
    const google = signInOf(user);
    await completeSignIn(google);
    const { subject } = createTestUser().claims;
    const claims = toClaims({ ...user.claims, subject, email: user.email.toUpperCase() });
    const github = signInOf({ ...user, claims }, { provider: "github" });
    await completeSignIn(github);

    expect(await whoHas(github.sessionToken)).toBe(await whoHas(google.sessionToken));
    const { users, accounts } = await rowsOf(user);
    expect(users).toHaveLength(1);
    expect(accounts.map(({ provider }) => provider).toSorted()).toEqual(["github", "google"]);
  });

  it("is guided where only explicit connecting is allowed, and nobody is written or let in", async () => {
    vi.stubEnv("AUTH_LINK_VERIFIED_EMAIL", "false");
    vi.resetModules();
    const strict = await import("./complete-sign-in");
    const testUser = createTestUser();
    const first = signInOf(testUser);
    await strict.completeSignIn(first);
    const before = await rowsOf(testUser);

    const claims = { ...testUser.claims, subject: createTestUser().claims.subject };
    const second = signInOf({ ...testUser, claims }, { provider: "github" });
    const error = await thrownBy(strict.completeSignIn(second));
    const [user] = before.users;
    expect(error).toMatchObject({
      name: "ExistingProviderRequired",
      link: { userId: user?.id, provider: "github", ownerProviders: ["google"] },
    });
    expect(await rowsOf(testUser)).toEqual(before);
    expect(await rowsOf({ claims, email: "nobody" })).toEqual(nothing);

    const again = signInOf(testUser);
    await strict.completeSignIn(again);
    expect(await whoHas(again.sessionToken)).toBe(await whoHas(first.sessionToken));
  });
});

describe("a provider that does not vouch for the address", () => {
  it.each([
    ["it is unverified", { email_verified: false }],
    ["there is none", { email: null, email_verified: false }],
    ["there is none, said to be verified", { email: null, email_verified: true }],
  ])("is refused, and nothing is written, when %s", async (_, changes) => {
    const user = createTestUser(changes);
    const error = await thrownBy(completeSignIn(signInOf(user)));
    expect(error).toBeInstanceOf(SignInRejected);
    expect(error).toMatchObject({ reason: "email-unverified" });
    expect(await rowsOf(user)).toEqual(nothing);
  });

  it("is refused for people who are known too, by account or by address", async () => {
    const user = createTestUser();
    await completeSignIn(signInOf(user));
    const before = await rowsOf(user);
    for (const subject of [user.claims.subject, createTestUser().claims.subject]) {
      const claims = { ...user.claims, subject, email_verified: false };
      const error = await thrownBy(completeSignIn(signInOf({ ...user, claims })));
      expect(error).toMatchObject({ reason: "email-unverified" });
    }
    expect(await rowsOf(user)).toEqual(before);
  });
});

describe("a session token that is in use already", () => {
  it("opens no session for anybody else, and writes nothing", async () => {
    const [ada, eve] = [createTestUser(), createTestUser()];
    const sessionToken = createSessionToken();
    await completeSignIn(signInOf(ada, { sessionToken }));
    const owner = await whoHas(sessionToken);
    expect(await thrownBy(completeSignIn(signInOf(eve, { sessionToken })))).toBeInstanceOf(Error);
    expect(await whoHas(sessionToken)).toBe(owner);
    expect(await rowsOf(eve)).toEqual(nothing);
  });
});

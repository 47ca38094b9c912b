import { describe, expect, it, vi } from "vitest";
import { toClaims } from "@/lib/auth/providers/claims";
import { hashToken } from "@/lib/auth/session/token";
import { findLiveSession } from "@/lib/db/sessions";
import { completed } from "@/lib/test-support/completed";
import { createTestUser, rowsOf, signInOf } from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";

const noRows = { users: [], accounts: [], sessions: [] };

async function userIdOf(sessionToken: string) {
  const session = await findLiveSession(hashToken(sessionToken));
  return session?.user.id ?? null;
}

describe("the same verified address at another provider", () => {
  it("is the same user, in any letter case, with a second account", async () => {
    const user = createTestUser();
    const google = signInOf(user);
    await completed(completeSignIn(google));
    const { subject } = createTestUser().claims;
    const claims = toClaims({ ...user.claims, subject, email: user.email.toUpperCase() });
    const github = signInOf({ ...user, claims }, { provider: "github" });
    await completed(completeSignIn(github));

    expect(await userIdOf(github.sessionToken)).toBe(await userIdOf(google.sessionToken));
    const { users, accounts } = await rowsOf(user);
    expect(users).toHaveLength(1);
    expect(accounts.map(({ provider }) => provider).toSorted()).toEqual(["github", "google"]);
  });

  it("needs the existing provider if only explicit connecting is allowed, and writes nothing", async () => {
    vi.stubEnv("AUTH_LINK_VERIFIED_EMAIL", "false");
    vi.resetModules();
    const strict = await import("./complete-sign-in");
    const testUser = createTestUser();
    const first = signInOf(testUser);
    await completed(strict.completeSignIn(first));
    const before = await rowsOf(testUser);

    const claims = { ...testUser.claims, subject: createTestUser().claims.subject };
    const second = signInOf({ ...testUser, claims }, { provider: "github" });
    const outcome = await strict.completeSignIn(second);
    const [user] = before.users;
    expect(outcome).toMatchObject({
      kind: "guided",
      link: { userId: user?.id, provider: "github", ownerProviders: ["google"] },
    });
    expect(await rowsOf(testUser)).toEqual(before);
    expect(await rowsOf({ claims, email: "no-address" })).toEqual(noRows);

    const again = signInOf(testUser);
    await completed(strict.completeSignIn(again));
    expect(await userIdOf(again.sessionToken)).toBe(await userIdOf(first.sessionToken));
  });
});

describe("an address that the provider has not verified", () => {
  it.each([
    ["it is unverified", { email_verified: false }],
    ["there is none", { email: null, email_verified: false }],
    ["there is none, said to be verified", { email: null, email_verified: true }],
  ])("is refused, and nothing is written, when %s", async (_, changes) => {
    const user = createTestUser(changes);
    const outcome = await completeSignIn(signInOf(user));
    expect(outcome).toEqual({ kind: "refused", reason: "email-unverified" });
    expect(await rowsOf(user)).toEqual(noRows);
  });

  it("is refused for a known account and for a known address too", async () => {
    const user = createTestUser();
    await completed(completeSignIn(signInOf(user)));
    const before = await rowsOf(user);
    for (const subject of [user.claims.subject, createTestUser().claims.subject]) {
      const claims = { ...user.claims, subject, email_verified: false };
      const outcome = await completeSignIn(signInOf({ ...user, claims }));
      expect(outcome).toEqual({ kind: "refused", reason: "email-unverified" });
    }
    expect(await rowsOf(user)).toEqual(before);
  });
});

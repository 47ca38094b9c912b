import type { AdapterAccount, AdapterUser } from "next-auth/adapters";
import { describe, expect, it } from "vitest";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { completed } from "@/lib/test-support/completed";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import {
  createTestUser,
  rowsOf,
  sameAddress,
  signInOf,
  type TestSignIn,
} from "@/lib/test-support/test-user";
import { begin } from "@/lib/test-support/unit-of-work";
import { signInAdapter } from "./adapter";

/** The methods that Auth.js calls, in its order; see `handleLoginOrRegister` in @auth/core. */
function adapterOf(signIn: TestSignIn) {
  const { claims, provider, sessionToken } = signIn;
  const work = begin(signIn);
  const adapter = signInAdapter(work);
  const account = { provider, providerAccountId: claims.subject };
  const user = { id: "made by Auth.js", email: claims.email, emailVerified: null } as AdapterUser;
  return {
    work,
    byAccount: () => adapter.getUserByAccount?.(account),
    byEmail: () => adapter.getUserByEmail?.(claims.email ?? ""),
    createUser: () => adapter.createUser?.(user),
    linkAccount: (userId: string) =>
      adapter.linkAccount?.({ ...account, userId, type: "oidc" } as AdapterAccount),
    createSession: (userId: string) => {
      return adapter.createSession?.({ sessionToken, userId, expires: new Date(0) });
    },
  };
}

describe("the adapter", () => {
  it("writes a new user with account and session when Auth.js opens the session", async () => {
    const user = createTestUser();
    const signIn = signInOf(user);
    const adapter = adapterOf(signIn);
    expect(await adapter.byAccount()).toBeNull();
    expect(await adapter.byEmail()).toBeNull();
    const created = await adapter.createUser();
    await adapter.linkAccount(created?.id ?? "");
    expect(await rowsOf(user)).toEqual({ users: [], accounts: [], sessions: [] });
    const session = await adapter.createSession(created?.id ?? "");
    expect(session?.sessionToken).toBe(signIn.sessionToken);
    expect(session?.expires.getTime()).toBeGreaterThan(Date.now());
    const { users, accounts, sessions } = await rowsOf(user);
    expect([users.length, accounts.length, sessions.length]).toEqual([1, 1, 1]);
    expect(users[0]?.id).not.toBe("made by Auth.js");
  });

  it("names the user to whom an account is linked by their address only", async () => {
    const { testUser, userId } = await signInTestUser();
    const adapter = adapterOf(signInOf(sameAddress(testUser), { provider: "github" }));
    expect(await adapter.byAccount()).toBeNull();
    expect((await adapter.byEmail())?.id).toBe(userId);
  });

  it("names the user who has the account", async () => {
    const { testUser, userId } = await signInTestUser();
    const adapter = adapterOf(signInOf(testUser));
    expect((await adapter.byAccount())?.id).toBe(userId);
    expect(await adapter.createSession(userId)).toMatchObject({ userId });
  });

  it("opens no session if the commit was stopped, and keeps the outcome", async () => {
    const user = createTestUser();
    const adapter = adapterOf(signInOf(user));
    expect(await adapter.byAccount()).toBeNull();
    await completed(completeSignIn(signInOf(sameAddress(user))));
    const before = await rowsOf(user);
    const created = await adapter.createUser();
    await adapter.linkAccount(created?.id ?? "");
    await expect(adapter.createSession(created?.id ?? "")).rejects.toThrow("no session opens");
    expect(adapter.work.outcome).toMatchObject({ kind: "guided" });
    expect(await rowsOf(user)).toEqual(before);
  });
});

import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db/driver/client";
import { accounts } from "@/lib/db/schema";
import { completed } from "@/lib/test-support/completed";
import { storeAccount, storeFreshContext, storeUser } from "@/lib/test-support/stored-user";
import { createTestUser, rowsOf, signInOf, type TestUser } from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";
import type { VerifiedSignIn } from "./verified-sign-in";

const google = vi.hoisted(() => {
  Object.assign(process.env, { AUTH_GOOGLE_ID: "our client", AUTH_GOOGLE_SECRET: "s" });
  return "https://accounts.google.com";
});
const formerIssuer = "https://former.example";

const signInAt = (user: TestUser, issuer: string, changes: Partial<VerifiedSignIn> = {}) =>
  completeSignIn({ ...signInOf(user, { issuer }), ...changes });

/** A user with this account of an issuer, as it would be stored. */
async function storeUserAt(issuer: string | null, user = createTestUser(), changes = {}) {
  const { email, claims } = user;
  const userId = await storeUser({ email, ...changes });
  const id = await storeAccount(userId, { providerAccountId: claims.subject, email, issuer });
  return { user, userId, id };
}

async function issuerOf(id: string) {
  const [account] = await db().select().from(accounts).where(eq(accounts.id, id));
  return account?.issuer;
}

describe("the issuer of an account", () => {
  it("is stored with a new user's, and with one that is linked by its address", async () => {
    const user = createTestUser();
    await completed(signInAt(user, google));
    const claims = { ...user.claims, subject: randomUUID() };
    const linked = { ...user, claims };
    await completed(signInAt(linked, "https://github.com", { provider: "github" }));
    const { accounts: stored } = await rowsOf(user);
    expect(stored.map(({ issuer }) => issuer)).toEqual([google, "https://github.com"]);
  });

  it("is stored with one that its user connects", async () => {
    const context = await storeFreshContext(await storeUser());
    const user = createTestUser();
    const connected = { intent: "connect", currentUser: context } as const;
    await completed(signInAt(user, google, connected));
    expect((await rowsOf(user)).accounts).toMatchObject([{ issuer: google }]);
  });

  it.each(["sign-in", "connect", "confirm"] as const)(
    "is stored with one from before issuers were stored: at a %s",
    async (intent) => {
      const { user, userId, id } = await storeUserAt(null);
      const currentUser = intent === "sign-in" ? null : await storeFreshContext(userId);
      expect((await completed(signInAt(user, google, { intent, currentUser }))).userId).toBe(
        userId,
      );
      expect(await issuerOf(id)).toBe(google);
    },
  );
});

describe("an account of another issuer with the same subject", () => {
  it.each(["sign-in", "connect", "confirm"] as const)(
    "is not the account: a %s is refused, and changes no row",
    async (intent) => {
      const { user, id } = await storeUserAt(formerIssuer);
      const before = await rowsOf(user);
      const currentUser = intent === "sign-in" ? null : await storeFreshContext(await storeUser());
      const outcome = await signInAt(user, google, { intent, currentUser });
      expect(outcome).toEqual({ kind: "refused", reason: "issuer-changed" });
      expect([await rowsOf(user), await issuerOf(id)]).toEqual([before, formerIssuer]);
    },
  );

  it("doesn't reauthenticate its user either", async () => {
    const { user, userId } = await storeUserAt(formerIssuer);
    const currentUser = await storeFreshContext(userId);
    const outcome = await signInAt(user, google, { intent: "confirm", currentUser });
    expect(outcome).toEqual({ kind: "refused", reason: "issuer-changed" });
  });
});

describe("an account of another issuer with the same address", () => {
  const sameAddress = ({ email, claims }: TestUser): TestUser => ({
    email,
    claims: { ...claims, subject: randomUUID() },
  });

  it("confirms its user's address for no one else", async () => {
    const { user, userId } = await storeUserAt(formerIssuer);
    const outcome = await signInAt(sameAddress(user), google);
    expect(outcome).toMatchObject({ kind: "guided", link: { userId } });
  });

  it("doesn't keep its user from the account at the new one", async () => {
    const { user, userId } = await storeUserAt(formerIssuer);
    await storeAccount(userId, { provider: "github", email: user.email });
    const linked = await completed(signInAt(sameAddress(user), google));
    expect(linked).toMatchObject({ kind: "linked", userId });
  });

  it("doesn't make its address another user's too", async () => {
    const other = await storeUserAt(formerIssuer, createTestUser(), {
      email: `${randomUUID()}@x.example`,
    });
    const userId = await storeUser({ email: other.user.email });
    await storeAccount(userId, { provider: "github", email: other.user.email });
    const linked = await completed(signInAt(sameAddress(other.user), google));
    expect(linked).toMatchObject({ kind: "linked", userId });
  });
});

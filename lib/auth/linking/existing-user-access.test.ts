import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { addressHashes } from "@/lib/auth/linking/identity";
import { hashToken } from "@/lib/auth/session/token";
import { db } from "@/lib/db/driver/client";
import { accounts, sessions, users } from "@/lib/db/schema";
import { findLiveSession } from "@/lib/db/sessions";
import { signInsUnder, userAt } from "@/lib/test-support/access-settings";
import { completed } from "@/lib/test-support/completed";
import { signInTestUser } from "@/lib/test-support/signed-in-user";
import { minutesFromNow } from "@/lib/test-support/stored-user";
import { hashesOfAccount, suspendIdentity } from "@/lib/test-support/suspended-identity";
import {
  activityOf,
  createTestUser,
  rowsOf,
  sameAddress,
  signInOf,
  testIssuer,
} from "@/lib/test-support/test-user";
import { completeSignIn } from "./complete-sign-in";

function change(userId: string, changes: Partial<typeof users.$inferInsert>) {
  return db().update(users).set(changes).where(eq(users.id, userId));
}

const suspended = { suspendedAt: new Date(), suspensionReason: "Spam" };

describe("a suspended user", () => {
  it("is refused with the end and the reason, and gets no session", async () => {
    const { testUser, userId } = await signInTestUser();
    const until = minutesFromNow(60);
    await change(userId, { ...suspended, suspendedUntil: until });
    const before = await rowsOf(testUser);
    expect(await completeSignIn(signInOf(testUser))).toEqual({
      ...{ kind: "refused", reason: "suspended", email: testUser.email },
      suspension: { until, reason: "Spam" },
    });
    expect(await rowsOf(testUser)).toEqual(before);
    expect((await activityOf(userId)).at(-1)).toMatchObject({
      ...{ kind: "sign-in-refused", detail: "suspended" },
    });
  });

  it("is signed out at once on every device", async () => {
    const { userId, token } = await signInTestUser();
    expect(await findLiveSession(hashToken(token))).not.toBeNull();
    await change(userId, suspended);
    expect(await findLiveSession(hashToken(token))).toBeNull();
    await change(userId, { suspendedUntil: minutesFromNow(-1) });
    expect(await findLiveSession(hashToken(token))).not.toBeNull();
  });

  it("can't link or connect another account, nor sign in by one", async () => {
    const { testUser, userId, currentUser } = await signInTestUser();
    await change(userId, suspended);
    const reason = { kind: "refused", reason: "suspended" };
    const other = sameAddress(testUser);
    const github = { provider: "github" };
    expect(await completeSignIn(signInOf(other, github))).toMatchObject(reason);
    const connecting = { ...github, intent: "connect", currentUser } as const;
    expect(await completeSignIn(signInOf(createTestUser(), connecting))).toMatchObject(reason);
    expect((await rowsOf(other)).accounts).toHaveLength(1);
  });

  it("whose address someone else has now is told of without the reason", async () => {
    const { testUser, userId } = await signInTestUser();
    await change(userId, suspended);
    const outcome = await completeSignIn(signInOf(sameAddress(testUser)));
    expect(outcome).toEqual({
      ...{ kind: "refused", reason: "suspended", email: testUser.email },
      suspension: { until: null, reason: null },
    });
  });

  it("is admitted again once the suspension has ended", async () => {
    const { testUser, userId } = await signInTestUser();
    await change(userId, { ...suspended, suspendedUntil: minutesFromNow(-1) });
    expect(await completeSignIn(signInOf(testUser))).toMatchObject({ kind: "signed-in", userId });
  });
});

describe("a suspended identity", () => {
  const forSpam = { until: null, reason: "Spam" };

  it("keeps its account and its address from signing up again", async () => {
    const [byAccount, byAddress] = [createTestUser(), createTestUser()];
    await suspendIdentity(hashesOfAccount(byAccount));
    await suspendIdentity(addressHashes(byAddress.email));
    for (const [user, suspension] of [
      [byAccount, forSpam],
      // Perhaps the address's next owner, whom the reason doesn't concern.
      [byAddress, { ...forSpam, reason: null }],
    ] as const) {
      const outcome = await completeSignIn(signInOf(user, { provider: "google" }));
      expect(outcome).toMatchObject({ kind: "refused", reason: "suspended", suspension });
      expect((await rowsOf(user)).users).toEqual([]);
    }
    const later = createTestUser({ email: byAccount.email });
    expect(await completeSignIn(signInOf(later))).toMatchObject({ kind: "new" });
  });
});

describe("a user who waits for approval", () => {
  it("is refused until approved", async () => {
    const { testUser, userId } = await signInTestUser();
    await change(userId, { awaitingApproval: true });
    const outcome = await completeSignIn(signInOf(testUser));
    expect(outcome).toMatchObject({ kind: "refused", reason: "awaiting-approval" });
    await change(userId, { awaitingApproval: false });
    expect(await completeSignIn(signInOf(testUser))).toMatchObject({ kind: "signed-in", userId });
  });
});

describe("with allowed addresses, an existing user", () => {
  const company = {
    ALLOWED_EMAIL_DOMAINS: "corp.example",
    AUTH_OIDC_CORP_ISSUER: "https://id.corp.example",
    AUTH_OIDC_CORP_ID: "corp",
    AUTH_OIDC_CORP_SECRET: "s3cret",
  };

  /** A user with a company account, and a private one that was connected later. */
  async function userWithBoth() {
    const signIn = await signInsUnder(company);
    const work = userAt("corp.example");
    const github = { provider: "github" };
    const { userId } = await completed(signIn(work, github));
    const home = userAt("mail.example");
    await db()
      .insert(accounts)
      .values({
        ...{ provider: "google", issuer: testIssuer, userId, email: home.email },
        providerAccountId: home.claims.subject,
      });
    return { signIn, work, home, userId, github };
  }

  it("may sign in with a private account while a company account confirms them", async () => {
    const { signIn, home, userId } = await userWithBoth();
    expect(await signIn(home)).toMatchObject({ kind: "signed-in", userId });
    const opened = await db().select().from(sessions).where(eq(sessions.userId, userId));
    expect(opened.map(({ provider }) => provider).toSorted()).toEqual(["github", "google"]);
  });

  it.each([
    ["was last used 181 days ago", { lastUsedAt: minutesFromNow(-181 * 24 * 60) }],
    ["has an unconfirmed address", { emailConfirmed: false }],
    [
      "is at another server of its provider",
      { provider: "corp", issuer: "https://former.example" },
    ],
    [
      "is at an OpenID provider that is no longer set up",
      { provider: "former", issuer: "https://former.example" },
    ],
  ])("is refused with a private account if the company account %s", async (_, changes) => {
    const { signIn, work, home } = await userWithBoth();
    await db()
      .update(accounts)
      .set(changes)
      .where(eq(accounts.providerAccountId, work.claims.subject));
    const before = await rowsOf(home);
    const refused = { kind: "refused", reason: "address-not-allowed", email: home.email };
    expect(await signIn(home)).toEqual(refused);
    expect(await rowsOf(home)).toEqual(before);
  });

  it("may connect a private account, and a new user may not use one", async () => {
    const signIn = await signInsUnder(company);
    const { userId } = await completed(signIn(userAt("corp.example"), { provider: "github" }));
    const [session] = await db().select().from(sessions).where(eq(sessions.userId, userId));
    const currentUser = { userId, sessionId: session?.id ?? "" };
    const connecting = { intent: "connect", currentUser } as const;
    expect(await signIn(userAt("mail.example"), connecting)).toMatchObject({ kind: "connected" });
    const outcome = await signIn(userAt("mail.example"));
    expect(outcome).toMatchObject({ kind: "refused", reason: "address-not-allowed" });
  });
});

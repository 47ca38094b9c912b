import { eq } from "drizzle-orm";
import { describe, expect, it, vi } from "vitest";
import { createSessionToken, hashToken } from "@/lib/auth/session/token";
import { stopRecovery } from "@/lib/db/access/recoveries";
import { recoveries, suspendedIdentities } from "@/lib/db/access-schema";
import { disconnectAccount, listConnections } from "@/lib/db/accounts";
import { disownSession } from "@/lib/db/disown/disown-session";
import { db } from "@/lib/db/driver/client";
import { accounts, sessions, users } from "@/lib/db/schema";
import { findLiveSession } from "@/lib/db/sessions";
import { completed } from "@/lib/test-support/completed";
import { storeRecovery } from "@/lib/test-support/recovery";
import {
  entriesOf,
  minutesFromNow,
  storeAccount,
  storeFreshContext,
  storeUser,
} from "@/lib/test-support/stored-user";
import {
  createTestUser,
  rowsOf,
  signInOf,
  type TestSignIn,
  type TestUser,
} from "@/lib/test-support/test-user";
import { accountHashes } from "./account-hashes";
import { completeSignIn } from "./complete-sign-in";

vi.setConfig({ testTimeout: 20_000 });

/** A user with a Google account that they lost, a known device, and a live recovery link. */
async function lostUser(changes: { minutes?: number } = {}) {
  const userId = await storeUser();
  await storeAccount(userId);
  const own = await storeFreshContext(userId);
  const tokenHash = await storeRecovery(userId, changes.minutes);
  return { userId, own, tokenHash };
}

const withLink = (tokenHash: string, user = createTestUser(), changes: Partial<TestSignIn> = {}) =>
  signInOf(user, { provider: "github", link: { kind: "recovery", tokenHash }, ...changes });

const recover = (tokenHash: string, user?: TestUser, changes?: Partial<TestSignIn>) =>
  completeSignIn(withLink(tokenHash, user, changes));

const accountsOf = (userId: string) =>
  db().select().from(accounts).where(eq(accounts.userId, userId));
const linksOf = (userId: string) =>
  db().select().from(recoveries).where(eq(recoveries.userId, userId));
const refusal = (reason: string) => expect.objectContaining({ kind: "refused", reason });

describe("a recovery link", () => {
  it("connects the account to its user and signs them in, and works once", async () => {
    const { userId, tokenHash } = await lostUser();
    const user = createTestUser();
    expect(await recover(tokenHash, user)).toMatchObject({ kind: "recovered", userId });
    expect(await accountsOf(userId)).toHaveLength(2);
    expect(await linksOf(userId)).toEqual([]);
    expect((await entriesOf(userId)).slice(-2)).toMatchObject([
      { kind: "connected", provider: "github", detail: "recovered" },
      { kind: "sign-in", provider: "github", detail: "new-device", unanswered: true },
    ]);
    expect(await recover(tokenHash)).toEqual(refusal("recovery-unusable"));
    expect(await completed(completeSignIn(signInOf(user, { provider: "github" })))).toMatchObject({
      kind: "signed-in",
      userId,
    });
  });

  it("opens a session on an unknown device, whose account vouches for no other one", async () => {
    const { userId, tokenHash } = await lostUser();
    const signIn = withLink(tokenHash);
    await completed(completeSignIn(signIn));
    const live = await findLiveSession(hashToken(signIn.sessionToken));
    expect(live?.user.newDeviceSecondsAgo).not.toBeNull();
    const added = (await accountsOf(userId)).filter(({ provider }) => provider === "github");
    expect(added).toMatchObject([{ addedOnNewDevice: true }]);
  });

  it("lets one of twenty in at once, each with an account of its own", async () => {
    const { userId, tokenHash } = await lostUser();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => recover(tokenHash)));
    expect(outcomes.filter(({ kind }) => kind === "recovered")).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === "refused")).toHaveLength(19);
    expect(await accountsOf(userId)).toHaveLength(2);
  });

  it("lets one of twenty in at once with the same account", async () => {
    const { userId, tokenHash } = await lostUser();
    const user = createTestUser();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => recover(tokenHash, user)));
    const signedIn = outcomes.filter(({ kind }) => kind !== "refused");
    expect(signedIn.filter(({ kind }) => kind === "recovered")).toHaveLength(1);
    expect(await accountsOf(userId)).toHaveLength(2);
    expect((await rowsOf(user)).users).toHaveLength(1);
  });

  it("brings an account back that was disconnected from its user", async () => {
    const { userId, own, tokenHash } = await lostUser();
    const user = createTestUser();
    await storeAccount(userId, { provider: "github", providerAccountId: user.claims.subject });
    const github = (await listConnections(userId)).find(({ provider }) => provider === "github");
    await disconnectAccount(own, github?.id ?? "", accountHashes);
    expect(await recover(tokenHash, user)).toMatchObject({ kind: "recovered", userId });
  });

  it("only signs in its own user if they have the account, and is used up", async () => {
    const { userId, tokenHash } = await lostUser();
    const user = createTestUser();
    await storeAccount(userId, { provider: "github", providerAccountId: user.claims.subject });
    expect(await recover(tokenHash, user)).toMatchObject({ kind: "signed-in", userId });
    expect(await linksOf(userId)).toEqual([]);
    expect((await entriesOf(userId)).map(({ kind }) => kind)).toEqual(["sign-in"]);
  });
});

describe("a recovery link is refused, and writes no row,", () => {
  async function expectRefused(tokenHash: string, reason: string, user = createTestUser()) {
    const before = await rowsOf(user);
    expect(await recover(tokenHash, user)).toEqual(refusal(reason));
    expect(await rowsOf(user)).toEqual(before);
  }

  it("if no one made it", async () => {
    await expectRefused(hashToken(createSessionToken()), "recovery-unusable");
  });

  it("once it has expired", async () => {
    const { tokenHash } = await lostUser({ minutes: -1 });
    await expectRefused(tokenHash, "recovery-unusable");
  });

  it("once another one replaced it", async () => {
    const { userId, tokenHash } = await lostUser();
    await storeRecovery(userId);
    await expectRefused(tokenHash, "recovery-unusable");
  });

  it("once its user is deleted", async () => {
    const { userId, tokenHash } = await lostUser();
    await db().delete(users).where(eq(users.id, userId));
    await expectRefused(tokenHash, "recovery-unusable");
  });

  it("with another user's account, whom it doesn't sign in either", async () => {
    const { userId, tokenHash } = await lostUser();
    const user = createTestUser();
    const other = await completed(completeSignIn(signInOf(user, { provider: "github" })));
    await expectRefused(tokenHash, "account-of-another", user);
    expect(await linksOf(userId)).toHaveLength(1);
    expect((await entriesOf(other.userId)).at(-1)).toMatchObject({ kind: "sign-in" });
    expect((await entriesOf(userId)).at(-1)).toMatchObject({
      kind: "sign-in-refused",
      detail: "account-of-another",
    });
  });

  it("with an account whose address is another user's", async () => {
    const { userId, tokenHash } = await lostUser();
    const { email } = createTestUser();
    await completed(completeSignIn(signInOf(createTestUser({ email }), { provider: "google" })));
    const user = { ...createTestUser({ email }), email };
    await expectRefused(tokenHash, "address-of-another", user);
    expect(await accountsOf(userId)).toHaveLength(1);
  });

  it("while its user is suspended or waits for approval", async () => {
    const { userId, tokenHash } = await lostUser();
    const standings = [
      ["suspended", { suspendedAt: new Date() }],
      ["awaiting-approval", { suspendedAt: null, awaitingApproval: true }],
    ] as const;
    for (const [reason, standing] of standings) {
      await db().update(users).set(standing).where(eq(users.id, userId));
      await expectRefused(tokenHash, reason);
    }
    expect(await linksOf(userId)).toHaveLength(1);
  });

  it("with the account of a suspended user who is gone", async () => {
    const { tokenHash } = await lostUser();
    const user = createTestUser();
    const { provider, issuer } = signInOf(user, { provider: "github" });
    const [identityHash] = accountHashes({
      ...{ provider, issuer },
      providerAccountId: user.claims.subject,
    });
    await db().insert(suspendedIdentities).values({ identityHash, userId: crypto.randomUUID() });
    await expectRefused(tokenHash, "suspended", user);
  });

  it("with an account whose address isn't verified", async () => {
    const { tokenHash } = await lostUser();
    const user = createTestUser({ email_verified: false });
    await expectRefused(tokenHash, "email-unverified", user);
  });

  it("if it comes as an invitation", async () => {
    const { userId, tokenHash } = await lostUser();
    const link = { kind: "invitation", tokenHash } as const;
    const outcome = await recover(tokenHash, createTestUser(), { link });
    expect(outcome).not.toMatchObject({ userId });
    expect(await linksOf(userId)).toHaveLength(1);
  });
});

describe("the user's known devices", () => {
  it("are told of a live link; unknown ones aren't, nor is anyone once it has expired", async () => {
    const { userId, own } = await lostUser();
    const unknown = await storeFreshContext(userId, { newDevice: true });
    const isTold = async ({ sessionId }: { sessionId: string }) => {
      const [session] = await db().select().from(sessions).where(eq(sessions.id, sessionId));
      return (await findLiveSession(session?.sessionToken ?? ""))?.user.hasRecovery;
    };
    expect([await isTold(own), await isTold(unknown)]).toEqual([true, false]);
    await db()
      .update(recoveries)
      .set({ expires: minutesFromNow(-1) })
      .where(eq(recoveries.userId, userId));
    expect(await isTold(own)).toBe(false);
  });

  it("stop it; unknown ones can't", async () => {
    const { userId, own, tokenHash } = await lostUser();
    const unknown = await storeFreshContext(userId, { newDevice: true });
    const { newDeviceWaitSeconds: _, ...waited } = unknown;
    expect(await stopRecovery(waited)).toBe("not-allowed");
    expect(await linksOf(userId)).toHaveLength(1);
    expect(await stopRecovery(own)).toBe("stopped");
    expect(await stopRecovery(own)).toBe("gone");
    expect(await recover(tokenHash)).toEqual(refusal("recovery-unusable"));
    const kinds = (await entriesOf(userId)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === "recovery-stopped")).toHaveLength(1);
  });

  it("stop it or come too late, if someone uses it at the same moment", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { userId, own, tokenHash } = await lostUser();
      const [stopped, outcome] = await Promise.all([stopRecovery(own), recover(tokenHash)]);
      const isRecovered = outcome.kind === "recovered";
      expect(stopped).toBe(isRecovered ? "gone" : "stopped");
      expect(await accountsOf(userId)).toHaveLength(isRecovered ? 2 : 1);
    }
  });

  it("undo one that was used: the account goes, and the session ends", async () => {
    const { userId, own, tokenHash } = await lostUser();
    const signIn = withLink(tokenHash);
    await completed(completeSignIn(signIn));
    const live = await findLiveSession(hashToken(signIn.sessionToken));
    const disowned = await disownSession(own, live?.user.sessionId ?? "", accountHashes);
    expect(disowned).toMatchObject({
      kind: "disowned",
      undone: [{ what: "connected", provider: "github" }],
    });
    expect(await accountsOf(userId)).toMatchObject([{ provider: "google" }]);
    expect(await findLiveSession(hashToken(signIn.sessionToken))).toBeNull();
  });
});

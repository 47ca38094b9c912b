import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { recoveries, suspendedIdentities } from "@/lib/db/access-schema";
import { db } from "@/lib/db/driver/client";
import { removedAccounts } from "@/lib/db/remembered-schema";
import { accounts, sessions, users } from "@/lib/db/schema";
import { identityHashes } from "@/lib/test-support/admin-cases";
import {
  entriesOf,
  minutesFromNow,
  storeAccount,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { createRecovery } from "./recoveries";
import { removeUser } from "./remove-user";
import { restoreUser, suspendUser } from "./suspend-user";
import {
  deleteEndedSuspensions,
  isDeletedUserSuspended,
  restoreDeletedUsers,
} from "./suspended-identities";

const forever = { until: null, reason: null };
const on = (userId: string) => ({ userId, actorId: null });
const suspend = (userId: string, terms: Parameters<typeof suspendUser>[1] = forever) =>
  suspendUser(on(userId), terms, identityHashes);
const remove = (userId: string) => removeUser(on(userId), identityHashes);

async function hashesOf(userId: string) {
  const rows = await db()
    .select()
    .from(suspendedIdentities)
    .where(eq(suspendedIdentities.userId, userId));
  return rows.map(({ identityHash }) => identityHash).sort();
}

async function standingOf(userId: string) {
  const { suspendedAt, suspendedUntil, suspensionReason } = users;
  const [user] = await db()
    .select({ suspendedAt, suspendedUntil, suspensionReason })
    .from(users)
    .where(eq(users.id, userId));
  return user;
}

async function sessionsOf(userId: string) {
  return db().select().from(sessions).where(eq(sessions.userId, userId));
}

describe("suspending a user", () => {
  it("stores until when and why, ends every session and the recovery, and records it", async () => {
    const userId = await storeUser();
    await storeSession(userId);
    await createRecovery(on(userId), randomUUID());
    const until = minutesFromNow(60);
    expect(await suspend(userId, { until, reason: "Spam" })).toBe("suspended");
    expect(await standingOf(userId)).toEqual({
      ...{ suspendedAt: expect.any(Date), suspendedUntil: until, suspensionReason: "Spam" },
    });
    expect(await sessionsOf(userId)).toEqual([]);
    const links = await db().select().from(recoveries).where(eq(recoveries.userId, userId));
    expect(links).toEqual([]);
    const entry = { kind: "suspended", detail: "Spam", userAgent: null, ip: null };
    expect((await entriesOf(userId)).at(-1)).toMatchObject(entry);
  });

  it("remembers their accounts, removed ones too, and the addresses that are still theirs", async () => {
    const userId = await storeUser({ email: `${randomUUID()}@example.com` });
    const confirmed = `${randomUUID()}@example.com`;
    await storeAccount(userId, { email: confirmed });
    await storeAccount(userId, { email: `${randomUUID()}@example.com`, emailConfirmed: false });
    const accountHash = randomUUID();
    await db().insert(removedAccounts).values({ userId, accountHash, provider: "google" });
    await suspend(userId);
    const connected = await db().select().from(accounts).where(eq(accounts.userId, userId));
    const [user] = await db().select().from(users).where(eq(users.id, userId));
    const expected = [
      ...connected.map((account) => identityHashes.ofAccount(account)[0]),
      accountHash,
      ...[user?.email ?? "", confirmed].map((email) => identityHashes.ofAddress(email)[0]),
    ];
    expect(await hashesOf(userId)).toEqual(expected.sort());
  });

  it("remembers no address that another user has proved theirs", async () => {
    const userId = await storeUser({ emailVerified: null });
    await suspend(userId);
    expect(await hashesOf(userId)).toEqual([]);
  });

  it("is refused while a suspension is in force, and replaces one that has ended", async () => {
    const userId = await storeUser();
    await suspend(userId, { until: minutesFromNow(60), reason: null });
    expect(await suspend(userId)).toBe("suspended-before");
    const ended = { suspendedUntil: minutesFromNow(-1) };
    await db().update(users).set(ended).where(eq(users.id, userId));
    await db().update(suspendedIdentities).set(ended).where(eq(suspendedIdentities.userId, userId));
    expect(await suspend(userId)).toBe("suspended");
    expect((await standingOf(userId))?.suspendedUntil).toBeNull();
    const rows = await db()
      .select({ until: suspendedIdentities.suspendedUntil })
      .from(suspendedIdentities)
      .where(eq(suspendedIdentities.userId, userId));
    expect(rows).toEqual([{ until: null }]);
  });

  it("refuses to start a recovery afterwards", async () => {
    const userId = await storeUser();
    await suspend(userId);
    expect(await createRecovery(on(userId), randomUUID())).toEqual({ kind: "suspended" });
  });
});

describe("restoring a user", () => {
  it("ends the suspension, forgets what was remembered, and records it", async () => {
    const userId = await storeUser();
    await suspend(userId, { until: null, reason: "Spam" });
    expect(await restoreUser(on(userId))).toBe("restored");
    expect(await standingOf(userId)).toEqual({
      ...{ suspendedAt: null, suspendedUntil: null, suspensionReason: null },
    });
    expect(await hashesOf(userId)).toEqual([]);
    expect((await entriesOf(userId)).at(-1)).toMatchObject({ kind: "suspension-lifted" });
  });

  it("does nothing to a user who isn't suspended, or isn't there", async () => {
    const userId = await storeUser();
    expect(await restoreUser(on(userId))).toBe("not-suspended");
    expect(await restoreUser(on(randomUUID()))).toBe("unknown-user");
    expect(await entriesOf(userId)).toEqual([]);
  });
});

describe("the suspension of a user who was deleted", () => {
  async function deleted() {
    const email = `${randomUUID()}@example.com`;
    const userId = await storeUser({ email });
    await suspend(userId);
    expect(await remove(userId)).toBe("deleted");
    return { userId, addressHashes: ["unused", ...identityHashes.ofAddress(email)] };
  }

  it("stays, and can be ended by their address under any secret in use", async () => {
    const { userId, addressHashes } = await deleted();
    expect(await hashesOf(userId)).toHaveLength(1);
    expect(await isDeletedUserSuspended({ addressHashes })).toBe(true);
    expect(await restoreDeletedUsers({ addressHashes }, null)).toEqual([userId]);
    expect(await hashesOf(userId)).toEqual([]);
    expect(await isDeletedUserSuspended({ addressHashes })).toBe(false);
  });

  it("can be ended by their id", async () => {
    const { userId } = await deleted();
    expect(await isDeletedUserSuspended({ userId })).toBe(true);
    expect(await restoreDeletedUsers({ userId }, null)).toEqual([userId]);
    expect(await restoreDeletedUsers({ userId }, null)).toEqual([]);
  });

  it("is another thing than that of a user who is there", async () => {
    const email = `${randomUUID()}@example.com`;
    const userId = await storeUser({ email });
    await suspend(userId);
    const addressHashes = identityHashes.ofAddress(email);
    expect(await isDeletedUserSuspended({ addressHashes })).toBe(false);
    expect(await restoreDeletedUsers({ addressHashes }, null)).toEqual([]);
    expect(await hashesOf(userId)).toHaveLength(1);
  });

  it("is cleaned up once it is over, and not before", async () => {
    const over = await storeUser();
    await suspend(over, { until: minutesFromNow(-1), reason: null });
    const inForce = await storeUser();
    await suspend(inForce, { until: minutesFromNow(60), reason: null });
    const endless = await storeUser();
    await suspend(endless);
    await deleteEndedSuspensions(10_000);
    const left = await Promise.all([over, inForce, endless].map(hashesOf));
    expect(left.map((hashes) => hashes.length)).toEqual([0, 1, 1]);
  });
});

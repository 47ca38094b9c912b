import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { suspendedIdentities } from "@/lib/db/access-schema";
import { db } from "@/lib/db/driver/client";
import { accounts, sessions } from "@/lib/db/schema";
import { identityHashes } from "@/lib/test-support/admin-cases";
import {
  minutesFromNow,
  storeAccount,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { removeUser } from "./remove-user";
import { suspendUser } from "./suspend-user";

const on = (userId: string) => ({ userId, actorId: null });
const until = minutesFromNow(60);

/** A suspended user with one account. */
async function suspendedUser(hashes = identityHashes) {
  const email = `${randomUUID()}@example.com`;
  const userId = await storeUser({ email });
  const accountId = await storeAccount(userId, { email, issuer: "https://former.example" });
  await suspendUser(on(userId), { until, reason: "Spam" }, hashes);
  const [account] = await db().select().from(accounts).where(eq(accounts.id, accountId));
  if (!account) throw new Error("the account was not stored");
  return { userId, email, account };
}

async function rememberedOf(userId: string) {
  const { identityHash: hash, suspendedUntil, reason } = suspendedIdentities;
  const rows = await db()
    .select({ hash, suspendedUntil, reason })
    .from(suspendedIdentities)
    .where(eq(suspendedIdentities.userId, userId));
  return new Map(rows.map((row) => [row.hash, row]));
}

describe("a suspended user who is deleted", () => {
  it("stays suspended after AUTH_SECRET was replaced", async () => {
    const former = (text: string): [string] => [`former ${text}`];
    const { userId, email, account } = await suspendedUser({
      ofAccount: ({ providerAccountId }) => former(providerAccountId),
      ofAddress: former,
    });
    await removeUser(on(userId), identityHashes);
    const remembered = await rememberedOf(userId);
    for (const hash of [identityHashes.ofAccount(account)[0], identityHashes.ofAddress(email)[0]])
      expect(remembered.get(hash)).toMatchObject({ suspendedUntil: until, reason: "Spam" });
    expect(remembered.has(`former ${email}`)).toBe(true);
  });

  it("stays suspended after their account was moved to another server", async () => {
    const { userId, account } = await suspendedUser();
    const moved = { ...account, issuer: "https://new.example" };
    await db().update(accounts).set(moved).where(eq(accounts.id, account.id));
    await removeUser(on(userId), identityHashes);
    expect((await rememberedOf(userId)).has(identityHashes.ofAccount(moved)[0])).toBe(true);
  });
});

it("a user whose suspension has ended is not remembered again when they are deleted", async () => {
  const userId = await storeUser();
  const over = { until: minutesFromNow(-1), reason: null };
  await suspendUser(on(userId), over, { ofAccount: () => ["a"], ofAddress: () => [randomUUID()] });
  const before = await rememberedOf(userId);
  await removeUser(on(userId), identityHashes);
  expect(await rememberedOf(userId)).toEqual(before);
});

it("a user who is deleted and suspended at the same moment has one of the two orders", async () => {
  for (let round = 0; round < 20; round += 1) {
    const userId = await storeUser();
    await storeSession(userId);
    const [suspension, deletion] = await Promise.all([
      suspendUser(on(userId), { until: null, reason: null }, identityHashes),
      removeUser(on(userId), identityHashes),
    ]);
    expect(deletion).toBe("deleted");
    const left = await db().select().from(sessions).where(eq(sessions.userId, userId));
    expect(left).toEqual([]);
    const remembered = (await rememberedOf(userId)).size;
    expect([suspension, remembered]).toEqual(
      suspension === "suspended" ? ["suspended", 1] : ["unknown-user", 0],
    );
  }
});

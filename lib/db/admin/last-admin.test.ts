import { and, eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { setRole } from "@/lib/db/admin/set-role";
import { suspendUser } from "@/lib/db/admin/suspend-user";
import { db } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";
import { identityHashes } from "@/lib/test-support/admin-cases";
import { minutesFromNow, storeUser } from "@/lib/test-support/stored-user";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { removeUser } from "./remove-user";

inOwnDatabase("last_admin");

const terms = { until: null, reason: null };
const on = (userId: string) => ({ userId, actorId: null });
const storeAdmin = (changes: Parameters<typeof storeUser>[0] = {}) =>
  storeUser({ role: "admin", ...changes });

const removals: [string, (userId: string) => Promise<unknown>][] = [
  ["demoted", (userId) => setRole(on(userId), "user")],
  ["suspended", (userId) => suspendUser(on(userId), terms, identityHashes)],
  ["deleted", (userId) => removeUser(on(userId), identityHashes)],
];

beforeEach(async () => {
  await db().delete(users).where(sql`true`);
});

async function actingAdmins() {
  const found = await db()
    .select({ id: users.id })
    .from(users)
    .where(and(eq(users.role, "admin"), sql`${users.suspendedAt} is null`));
  return found.length;
}

describe("the last admin", () => {
  it.each(removals)("can't be %s", async (_, remove) => {
    const userId = await storeAdmin();
    await storeUser();
    expect(await remove(userId)).toBe("last-admin");
    expect(await actingAdmins()).toBe(1);
  });

  it.each(removals)("can be %s once another user is one", async (_, remove) => {
    const userId = await storeAdmin();
    const other = await storeUser();
    expect(await setRole(on(other), "admin")).toBe("changed");
    expect(await remove(userId)).not.toBe("last-admin");
    expect(await actingAdmins()).toBe(1);
  });

  it.each([
    ["who is suspended", { suspendedAt: new Date() }],
    [
      "who is suspended until tomorrow",
      { suspendedAt: new Date(), suspendedUntil: minutesFromNow(999) },
    ],
    ["who waits for approval", { awaitingApproval: true }],
  ])("isn't replaced by one %s", async (_, changes) => {
    const userId = await storeAdmin();
    await storeAdmin(changes);
    expect(await setRole(on(userId), "user")).toBe("last-admin");
  });

  it("is replaced by one whose suspension has ended", async () => {
    const userId = await storeAdmin();
    await storeAdmin({ suspendedAt: new Date(), suspendedUntil: minutesFromNow(-1) });
    expect(await setRole(on(userId), "user")).toBe("changed");
  });

  it("may be suspended already, and is then no longer the last one", async () => {
    await storeAdmin();
    const suspended = await storeAdmin({ suspendedAt: new Date() });
    expect(await setRole(on(suspended), "user")).toBe("changed");
  });
});

describe("two admins who remove each other at the same moment", () => {
  it.each(removals)("are never both %s", async (_, remove) => {
    for (let round = 0; round < 10; round += 1) {
      await db().delete(users).where(sql`true`);
      const admins = [await storeAdmin(), await storeAdmin()];
      const outcomes = await Promise.all(admins.map(remove));
      expect(outcomes.filter((outcome) => outcome === "last-admin")).toHaveLength(1);
      expect(await actingAdmins()).toBe(1);
    }
  });
});

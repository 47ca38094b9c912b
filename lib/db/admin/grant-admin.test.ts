import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import { expect, it } from "vitest";
import { db } from "@/lib/db/driver/client";
import { users } from "@/lib/db/schema";
import { entriesOf, storeUser } from "@/lib/test-support/stored-user";
import { grantAdmin } from "./grant-admin";

async function stateOf(userId: string) {
  const [user] = await db().select({ role: users.role }).from(users).where(eq(users.id, userId));
  const entries = await entriesOf(userId);
  return { role: user?.role, activity: entries.map(({ kind, detail }) => [kind, detail]) };
}

const unchanged = { activity: [] };
const granted = {
  role: "admin",
  activity: [["role-changed", "admin"]],
};

it.each(["user", "editor"])("makes a %s an admin, and records it", async (role) => {
  const userId = await storeUser({ role });
  expect(await grantAdmin(userId)).toBe(true);
  expect(await stateOf(userId)).toEqual(granted);
});

it("writes nothing about someone who is an admin already", async () => {
  const userId = await storeUser({ role: "admin" });
  expect(await grantAdmin(userId)).toBe(false);
  expect(await stateOf(userId)).toEqual({ role: "admin", ...unchanged });
});

it("records it once if several sign-ins grant it at the same moment", async () => {
  const userId = await storeUser();
  const outcomes = await Promise.all([1, 2, 3, 4].map(() => grantAdmin(userId)));
  expect(outcomes.filter(Boolean)).toHaveLength(1);
  expect(await stateOf(userId)).toEqual(granted);
});

it.each([
  ["is suspended", { suspendedAt: new Date(0) }],
  ["is suspended for another hour", suspendedUntil(3_600_000)],
  ["awaits approval", { awaitingApproval: true }],
])("grants nothing to someone who %s", async (_, changes) => {
  const userId = await storeUser(changes);
  expect(await grantAdmin(userId)).toBe(false);
  expect(await stateOf(userId)).toEqual({ role: "user", ...unchanged });
});

it("grants the role to someone whose suspension is over", async () => {
  const userId = await storeUser(suspendedUntil(-1000));
  expect(await grantAdmin(userId)).toBe(true);
});

it("writes nothing about a user who is gone", async () => {
  const userId = randomUUID();
  expect(await grantAdmin(userId)).toBe(false);
  expect(await stateOf(userId)).toEqual({ role: undefined, ...unchanged });
});

function suspendedUntil(milliseconds: number) {
  return { suspendedAt: new Date(0), suspendedUntil: new Date(Date.now() + milliseconds) };
}

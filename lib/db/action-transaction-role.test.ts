import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { firstWaiter, holdUser } from "@/lib/test-support/held-user";
import { entriesOf, storeFreshContext, storeUser } from "@/lib/test-support/stored-user";
import { actionTransaction } from "./action-transaction";
import type { SensitiveActionContext } from "./activity";
import { db } from "./driver/client";
import { lockUser } from "./lock-user";
import { type sessions, users } from "./schema";
import { updateProfile } from "./users";

const allowsRole = (role: string) => role === "admin";
const change = { name: "Augusta King" };

/** A user with this role, acting where only admins may. */
async function actingAs(role: string, changes: Partial<typeof sessions.$inferInsert> = {}) {
  const userId = await storeUser({ role });
  const context: SensitiveActionContext = await storeFreshContext(userId, changes);
  return { userId, context: { ...context, allowsRole } };
}

async function nameOf(userId: string) {
  const [user] = await db().select({ name: users.name }).from(users).where(eq(users.id, userId));
  return user?.name;
}

describe("an action that is for a role", () => {
  it("succeeds with the role", async () => {
    const { userId, context } = await actingAs("admin");
    expect(await updateProfile(context, change)).toBe("saved");
    expect(await nameOf(userId)).toBe("Augusta King");
  });

  it("changes nothing without the role", async () => {
    const { userId, context } = await actingAs("user");
    expect(await updateProfile(context, change)).toBe("forbidden");
    expect([await nameOf(userId), await entriesOf(userId)]).toEqual(["Ada Lovelace", []]);
  });

  it("changes nothing if its user is demoted while it waits for their row", async () => {
    const { userId, context } = await actingAs("admin");
    const held = await holdUser(userId);
    const outcome = updateProfile(context, change);
    await held.waiterBegan();
    await held.sql`update users set role = 'user' where id = ${userId}`;
    await held.release();
    expect(await outcome).toBe("forbidden");
    expect([await nameOf(userId), await entriesOf(userId)]).toEqual(["Ada Lovelace", []]);
  });

  it("is over before a demotion that came later takes effect", async () => {
    const { userId, context } = await actingAs("admin");
    const done: string[] = [];
    let demotion: Promise<unknown> | undefined;
    await actionTransaction(context, async (tx) => {
      const [backend] = await tx.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
      demotion = db()
        .transaction(async (other) => {
          await lockUser(other, userId);
          await other.update(users).set({ role: "user" }).where(eq(users.id, userId));
        })
        .then(() => done.push("demotion"));
      await firstWaiter(db().$client, backend?.pid ?? 0);
      done.push("action");
    });
    await demotion;
    expect(done).toEqual(["action", "demotion"]);
  });

  it("says that the session has ended before it says anything about the role", async () => {
    const { context } = await actingAs("user", { expires: new Date(0) });
    expect(await updateProfile(context, change)).toBe("signed-out");
  });

  it("never asks a user without the role to wait or to confirm", async () => {
    const { context } = await actingAs("user", { newDevice: true, authenticatedAt: new Date(0) });
    expect(await updateProfile(context, change)).toBe("forbidden");
  });

  it("still asks an admin on an unknown device to wait, and then to confirm", async () => {
    const wait = await actingAs("admin", { newDevice: true, authenticatedAt: new Date(0) });
    expect(await updateProfile(wait.context, change)).toBe("unknown-device");
    const stale = await actingAs("admin", { authenticatedAt: new Date(0) });
    expect(await updateProfile(stale.context, change)).toBe("stale");
  });
});

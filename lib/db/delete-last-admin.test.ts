import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { storeFreshContext, storeUser } from "@/lib/test-support/stored-user";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { db } from "./driver/client";
import { users } from "./schema";
import { deleteUser } from "./users";

// Whoever is the last admin depends on every row of the table.
inOwnDatabase("delete_last_admin");
beforeEach(async () => void (await db().execute(sql`truncate users cascade`)));

const admin = { role: "admin" };
const actingAs = async (changes: Partial<typeof users.$inferInsert>) =>
  storeFreshContext(await storeUser(changes));

async function admins() {
  const rows = await db().select({ id: users.id, role: users.role }).from(users);
  return rows.filter(({ role }) => role === "admin").map(({ id }) => id);
}

describe("deleting oneself", () => {
  it("is refused to the last admin, who keeps everything", async () => {
    const context = await actingAs(admin);
    await storeUser();
    const rows = () => db().execute(sql`select * from users, sessions order by users.id`);
    const before = await rows();
    expect(await deleteUser(context)).toBe("last-admin");
    expect(await rows()).toEqual(before);
  });

  it("is allowed to an admin if there is another", async () => {
    const [context, other] = [await actingAs(admin), await storeUser(admin)];
    expect(await deleteUser(context)).toBe("deleted");
    expect(await admins()).toEqual([other]);
  });

  it.each([
    ["is suspended", { suspendedAt: new Date(0) }],
    ["awaits approval", { awaitingApproval: true }],
  ])("is refused to an admin if the only other one %s", async (_, changes) => {
    const context = await actingAs(admin);
    await storeUser({ ...admin, ...changes });
    expect(await deleteUser(context)).toBe("last-admin");
  });

  it("is allowed to everyone else, whether or not there is an admin", async () => {
    expect(await deleteUser(await actingAs({}))).toBe("deleted");
    await storeUser(admin);
    expect(await deleteUser(await actingAs({ role: "editor" }))).toBe("deleted");
  });

  it("leaves one of the last two admins who do so at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      await db().execute(sql`truncate users cascade`);
      const contexts = [await actingAs(admin), await actingAs(admin)];
      const outcomes = await Promise.all(contexts.map(deleteUser));
      expect(outcomes.sort()).toEqual(["deleted", "last-admin"]);
      expect(await admins()).toHaveLength(1);
    }
  });
});

import { randomUUID } from "node:crypto";
import { eq, inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { db } from "@/lib/db/driver/client";
import { releasedUsernames } from "@/lib/db/remembered-schema";
import {
  rowsThatMention,
  storeFullUser,
  tablesOfUsers,
  tablesThatStay,
} from "@/lib/test-support/full-user";
import {
  freshContext,
  storeFreshContext,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { endSessionOf } from "./user-sessions";
import { deleteUser, updateProfile } from "./users";

describe("deleting a user", () => {
  it("leaves no row about them in any table, except their suspension and what operators did", async () => {
    const { context, traces, secrets } = await storeFullUser();
    const known = [...traces, ...secrets];
    const before = await rowsThatMention(known);
    // A new table fails here until `storeFullUser` fills it.
    for (const table of await tablesOfUsers()) expect(before[table], table).toBeGreaterThan(0);
    expect(await deleteUser(context)).toBe("deleted");
    const after = await rowsThatMention(known);
    const left = Object.keys(after).filter((table) => after[table]);
    expect(left.sort()).toEqual(tablesThatStay);
  });

  it("keeps their usernames reserved, without saying whose they were", async () => {
    const { userId, context, username } = await storeFullUser();
    const { username: released } = releasedUsernames;
    const own = await db()
      .select({ released })
      .from(releasedUsernames)
      .where(eq(releasedUsernames.userId, userId));
    await deleteUser(context);
    const names = [username, ...own.map((row) => row.released)];
    const kept = await db().select().from(releasedUsernames).where(inArray(released, names));
    expect(kept.map((row) => row.userId)).toEqual([null, null, null]);
    const next = await storeFreshContext(await storeUser());
    for (const name of names) {
      expect(await updateProfile(next, { username: name })).toBe("username-taken");
    }
  });

  it("affects no other user, and may be repeated", async () => {
    const [own, other] = [await storeFullUser(), await storeFullUser()];
    const before = await rowsThatMention(other.traces);
    expect(await deleteUser(own.context)).toBe("deleted");
    expect(await deleteUser(own.context)).toBe("signed-out");
    expect(await deleteUser(freshContext(randomUUID()))).toBe("signed-out");
    expect(await rowsThatMention(other.traces)).toEqual(before);
  });

  it("succeeds while their sessions are ended at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const userId = await storeUser();
      const ids = [await storeSession(userId), await storeSession(userId)];
      const context = await storeFreshContext(userId);
      const endings = ids.map((id) => endSessionOf(context, id));
      await Promise.all([...endings, deleteUser(context)]);
      expect(Object.values(await rowsThatMention([userId])).some(Boolean)).toBe(false);
    }
  });
});

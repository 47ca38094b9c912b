import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { rowsThatMention, storeFullUser, tablesOfUsers } from "@/lib/test-support/full-user";
import {
  freshContext,
  storeFreshContext,
  storeSession,
  storeUser,
} from "@/lib/test-support/stored-user";
import { endSessionOf } from "./user-sessions";
import { deleteUser } from "./users";

describe("deleting a user", () => {
  it("leaves no row about them in any table", async () => {
    const { context, traces, secrets } = await storeFullUser();
    const known = [...traces, ...secrets];
    const before = await rowsThatMention(known);
    // A new table fails here until `storeFullUser` fills it.
    for (const table of await tablesOfUsers()) expect(before[table], table).toBeGreaterThan(0);
    expect(await deleteUser(context)).toBe("deleted");
    const after = await rowsThatMention(known);
    expect(Object.values(after).filter((count) => count > 0)).toEqual([]);
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

import { randomUUID } from "node:crypto";
import { describe, expect, it } from "vitest";
import { rowsThatMention, storeFullPerson, tablesOfPeople } from "@/lib/test-support/full-person";
import {
  freshActor,
  storeActor,
  storePerson,
  storeSession,
} from "@/lib/test-support/stored-person";
import { endSessionOf } from "./devices";
import { deletePerson } from "./people";

describe("deleting a person", () => {
  it("leaves no row in any table that has to do with them", async () => {
    const { actor, traces, secrets } = await storeFullPerson();
    const known = [...traces, ...secrets];
    const before = await rowsThatMention(known);
    // A new table fails here until `storeFullPerson` fills it.
    for (const table of await tablesOfPeople()) expect(before[table], table).toBeGreaterThan(0);
    expect(await deletePerson(actor)).toBe("deleted");
    const after = await rowsThatMention(known);
    expect(Object.values(after).filter((count) => count > 0)).toEqual([]);
  });

  it("touches nobody else, and may be asked for again", async () => {
    const [own, other] = [await storeFullPerson(), await storeFullPerson()];
    const before = await rowsThatMention(other.traces);
    expect(await deletePerson(own.actor)).toBe("deleted");
    expect(await deletePerson(own.actor)).toBe("signed-out");
    expect(await deletePerson(freshActor(randomUUID()))).toBe("signed-out");
    expect(await rowsThatMention(other.traces)).toEqual(before);
  });

  it("is not disturbed by the end of their sessions at the same moment", async () => {
    for (let round = 0; round < 20; round += 1) {
      const userId = await storePerson();
      const ids = [await storeSession(userId), await storeSession(userId)];
      const actor = await storeActor(userId);
      const endings = ids.map((id) => endSessionOf(actor, id));
      await Promise.all([...endings, deletePerson(actor)]);
      expect(Object.values(await rowsThatMention([userId])).some(Boolean)).toBe(false);
    }
  });
});

import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { Actor } from "@/lib/db/activity";
import { actorIn, entriesOf, storePerson, storeSession } from "@/lib/test-support/stored-person";
import { beginExport } from "./begin-export";
import { db } from "./client";
import { sessions } from "./schema";

async function signedIn(changes: Parameters<typeof storeSession>[1] = {}) {
  const userId = await storePerson();
  return { userId, actor: fresh(actorIn(userId, await storeSession(userId, changes))) };
}

const fresh = (actor: Actor) => ({ ...actor, freshWithinSeconds: 300 });
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe("the begin of an export", () => {
  it("is recorded, and its moment is that of the record to the microsecond", async () => {
    const { userId, actor } = await signedIn();
    const start = await beginExport(actor);
    const entries = await entriesOf(userId);
    const { userAgent, ip } = actor;
    expect(entries).toMatchObject([{ kind: "exported", userAgent, ip }]);
    const { sessionId } = actor;
    const at = entries[0]?.at;
    expect(start).toEqual({ userId, sessionId, at, until: expect.any(String) });
    const [stored] = await db().execute(
      sql`select 1 from activity where user_id = ${userId}
        and at = ${(start as { until: string }).until}::timestamptz`,
    );
    expect(stored).toBeDefined();
  });

  it.each([
    [
      "that a provider confirmed six minutes ago is stale",
      { authenticatedAt: minutesAgo(6) },
      "stale",
    ],
    ["that is past its idle expiry is over", { expires: minutesAgo(1) }, "signed-out"],
    ["that is past its absolute expiry is over", { absoluteExpires: minutesAgo(1) }, "signed-out"],
  ])("of a session %s, and nothing is recorded", async (_, changes, kind) => {
    const { userId, actor } = await signedIn(changes);
    expect(await beginExport(actor)).toBe(kind);
    expect(await entriesOf(userId)).toEqual([]);
  });

  it("needs a session of this user's own", async () => {
    const [own, other] = [await signedIn(), await signedIn()];
    const actor = { ...own.actor, sessionId: other.actor.sessionId };
    expect(await beginExport(actor)).toBe("signed-out");
    expect(await beginExport(fresh(actorIn(randomUUID())))).toBe("signed-out");
    expect([await entriesOf(own.userId), await entriesOf(other.userId)]).toEqual([[], []]);
  });

  it("sees a session that ends at the same moment either alive and before that, or not at all", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { userId, actor } = await signedIn();
      const [start] = await Promise.all([
        beginExport(actor),
        db().delete(sessions).where(eq(sessions.id, actor.sessionId)),
      ]);
      const recorded = (await entriesOf(userId)).map(({ kind }) => kind);
      expect(recorded).toEqual(start === "signed-out" ? [] : ["exported"]);
    }
  });

  it("waits for a change of the user that is being made, and goes by what it left", async () => {
    const { userId, actor } = await signedIn();
    let start: ReturnType<typeof beginExport> | undefined;
    await db().transaction(async (tx) => {
      await tx.execute(sql`select 1 from users where id = ${userId} for no key update`);
      await tx.delete(sessions).where(eq(sessions.userId, userId));
      start = beginExport(actor);
      // On the way, and not back before this transaction lets it.
      await tx.execute(sql`select 1`);
    });
    expect(await start).toBe("signed-out");
  });
});

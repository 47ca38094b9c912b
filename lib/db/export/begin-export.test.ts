import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import type { ActionContext } from "@/lib/db/activity";
import { db } from "@/lib/db/driver/client";
import { sessions } from "@/lib/db/schema";
import { contextIn, entriesOf, storeSession, storeUser } from "@/lib/test-support/stored-user";
import { beginExport } from "./begin-export";

async function signedIn(changes: Parameters<typeof storeSession>[1] = {}) {
  const userId = await storeUser();
  return { userId, context: fresh(contextIn(userId, await storeSession(userId, changes))) };
}

const fresh = (context: ActionContext) => ({
  ...context,
  freshWithinSeconds: 300,
  newDeviceWaitSeconds: 86_400,
});
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

describe("the start of an export", () => {
  it("is recorded, and has the time of that record to the microsecond", async () => {
    const { userId, context } = await signedIn();
    const start = await beginExport(context);
    const entries = await entriesOf(userId);
    const { userAgent, ip } = context;
    expect(entries).toMatchObject([{ kind: "exported", userAgent, ip }]);
    const { sessionId } = context;
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
      "that a provider confirmed six minutes ago is refused as stale",
      { authenticatedAt: minutesAgo(6) },
      "stale",
    ],
    ["on an unknown device, opened just now, is refused", { newDevice: true }, "unknown-device"],
    ["that is past its idle expiry is refused", { expires: minutesAgo(1) }, "signed-out"],
    [
      "that is past its absolute expiry is refused",
      { absoluteExpires: minutesAgo(1) },
      "signed-out",
    ],
  ])("in a session %s, and nothing is recorded", async (_, changes, kind) => {
    const { userId, context } = await signedIn(changes);
    expect(await beginExport(context)).toBe(kind);
    expect(await entriesOf(userId)).toEqual([]);
  });

  it("needs a session of this user's own", async () => {
    const [own, other] = [await signedIn(), await signedIn()];
    const context = { ...own.context, sessionId: other.context.sessionId };
    expect(await beginExport(context)).toBe("signed-out");
    expect(await beginExport(fresh(contextIn(randomUUID())))).toBe("signed-out");
    expect([await entriesOf(own.userId), await entriesOf(other.userId)]).toEqual([[], []]);
  });

  it("is recorded before its session ends at the same moment, or not at all", async () => {
    for (let round = 0; round < 20; round += 1) {
      const { userId, context } = await signedIn();
      const [start] = await Promise.all([
        beginExport(context),
        db().delete(sessions).where(eq(sessions.id, context.sessionId)),
      ]);
      const recorded = (await entriesOf(userId)).map(({ kind }) => kind);
      expect(recorded).toEqual(start === "signed-out" ? [] : ["exported"]);
    }
  });

  it("waits for a concurrent change to the user, and then goes by the result", async () => {
    const { userId, context } = await signedIn();
    let start: ReturnType<typeof beginExport> | undefined;
    await db().transaction(async (tx) => {
      await tx.execute(sql`select 1 from users where id = ${userId} for no key update`);
      await tx.delete(sessions).where(eq(sessions.userId, userId));
      start = beginExport(context);
      // By the time this returns, the export waits for this transaction.
      await tx.execute(sql`select 1`);
    });
    expect(await start).toBe("signed-out");
  });
});

import { eq, sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { noteActivity } from "@/lib/db/activity";
import { db } from "@/lib/db/driver/client";
import { activity, sessions } from "@/lib/db/schema";
import { deleteUser } from "@/lib/db/users";
import { batchesOf, begun } from "@/lib/test-support/read-export";
import { statementsOf } from "@/lib/test-support/statements";
import { contextIn, entriesOf, storeSession, storeUser } from "@/lib/test-support/stored-user";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { readExportedProfile, readExportedSection, SessionEndedError } from "./user-export";

// A database of its own: one test needs a table for which Postgres has no statistics.
inOwnDatabase("export_batches");

let planner: postgres.Sql;
beforeAll(() => {
  planner = postgres(process.env.DATABASE_URL ?? "", { max: 1 });
});
afterAll(() => planner.end());

/** A user with this many entries; every tenth has the same time as the one before. */
async function userWith(entries: number) {
  const userId = await storeUser();
  const sessionId = await storeSession(userId);
  await db().execute(sql`
    insert into activity (user_id, kind, at)
    select ${userId}::uuid, 'sign-in', now() - interval '1 day' + (n - (n % 10) / 9) * interval '1 microsecond'
    from generate_series(1, ${entries}::int) n`);
  return { userId, sessionId, context: contextIn(userId, sessionId) };
}

const idsOf = (rows: Record<string, unknown>[]) => rows.map(({ id }) => id);

describe("the batches of an export", () => {
  // The export's own record adds one entry.
  it.each([
    [0, [1]],
    [8, [9]],
    [9, [10]],
    [10, [10, 1]],
    [19, [10, 10]],
    [20, [10, 10, 1]],
  ])(
    "have every row once and in order, with %i entries before the export",
    async (entries, sizes) => {
      const { userId, context } = await userWith(entries);
      const batches = await batchesOf(await begun(context), "activity", 10);
      expect(batches.map((rows) => rows.length)).toEqual(sizes);
      expect(idsOf(batches.flat())).toEqual(idsOf(await entriesOf(userId)));
    },
  );

  it("are none for a list without rows", async () => {
    const { context } = await userWith(0);
    expect(await batchesOf(await begun(context), "accounts", 10)).toEqual([]);
  });

  it("may end between rows of the same time, and lose none of them", async () => {
    const { userId, context } = await userWith(0);
    await db().execute(sql`
      insert into activity (user_id, kind, at)
      select ${userId}::uuid, 'sign-in', '2026-01-01 00:00:00.123456+00' from generate_series(1, 25)`);
    const batches = await batchesOf(await begun(context), "activity", 4);
    expect(idsOf(batches.flat())).toEqual(idsOf(await entriesOf(userId)));
    expect(batches.flat()).toHaveLength(26);
  });

  it("have no row newer than the export, and none twice, whatever happens meanwhile", async () => {
    const { userId, context } = await userWith(30);
    const begunExport = await begun(context);
    const before = idsOf(await entriesOf(userId));
    const read: unknown[] = [];
    for await (const rows of readExportedSection(begunExport, "activity", 10)) {
      read.push(...idsOf(rows));
      await noteActivity(db(), { userId, kind: "profile-changed" });
      await storeSession(userId);
      // The clean-up deletes the very row after which the next batch starts.
      await db()
        .delete(activity)
        .where(eq(activity.id, String(read.at(-1))));
    }
    expect(read).toEqual(before);
    const left = (await batchesOf(begunExport, "sessions")).flat();
    expect(idsOf(left)).toEqual([context.sessionId]);
  });

  it("are read in index order, however few rows Postgres expects", async () => {
    const { context } = await userWith(20_000);
    const begunExport = await begun(context);
    const statements = await statementsOf(() => batchesOf(begunExport, "activity", 5_000));
    const reads = statements.filter(({ text }) => /from "activity"/.test(text));
    expect(reads).toHaveLength(5);
    for (const { text, parameters } of reads) {
      const plan = await planner.unsafe(`explain ${text}`, parameters as never[]);
      const lines = plan.map((row) => String(row["QUERY PLAN"]));
      expect(lines.filter((line) => /Sort|Bitmap|Seq Scan/.test(line))).toEqual([]);
    }
  });
});

const freshContextOf = ({ userId, sessionId }: { userId: string; sessionId: string }) => ({
  ...contextIn(userId, sessionId),
  freshWithinSeconds: 300,
  newDeviceWaitSeconds: 0,
});

describe("an export in progress", () => {
  const ends: [string, (ids: { userId: string; sessionId: string }) => Promise<unknown>][] = [
    ["is ended", ({ sessionId }) => db().delete(sessions).where(eq(sessions.id, sessionId))],
    [
      "expires",
      ({ sessionId }) =>
        db().update(sessions).set({ expires: sql`now()` }).where(eq(sessions.id, sessionId)),
    ],
    ["is deleted with its user", (ids) => deleteUser(freshContextOf(ids))],
  ];

  it.each(ends)("fails when its session %s, and never just ends early", async (_, end) => {
    const user = await userWith(30);
    const begunExport = await begun(user.context);
    const rows = readExportedSection(begunExport, "activity", 10);
    expect((await rows.next()).done).toBe(false);
    await end(user);
    await expect(rows.next()).rejects.toThrow(SessionEndedError);
    await expect(readExportedProfile(begunExport)).rejects.toThrow(SessionEndedError);
    await expect(batchesOf(begunExport, "accounts")).rejects.toThrow(SessionEndedError);
  });

  it("continues when the user reauthenticates and the session gets a new token", async () => {
    const { sessionId, context } = await userWith(30);
    const rows = readExportedSection(await begun(context), "activity", 10);
    await rows.next();
    await db().update(sessions).set({ sessionToken: "another" }).where(eq(sessions.id, sessionId));
    expect((await rows.next()).done).toBe(false);
  });
});

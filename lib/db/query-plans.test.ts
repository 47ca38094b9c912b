import { randomUUID } from "node:crypto";
import postgres from "postgres";
import { afterAll, describe, expect, it, vi } from "vitest";
import { listActivity } from "./activity";
import { db } from "./client";
import { listConnections } from "./connections";
import { listSessions } from "./devices";
import { listNewSignIns } from "./new-sign-ins";
import { deleteExpiredSessions, findLiveSession } from "./sessions";

type Params = (string | number | boolean | null)[];

// A table with a handful of rows is best read whole; what counts is whether there is another way.
const planner = postgres(process.env.DATABASE_URL ?? "", {
  max: 1,
  connection: { options: "-c enable_seqscan=off" },
});
afterAll(() => planner.end());

/** How Postgres would carry out the statements of a query. */
async function plansOf(query: () => Promise<unknown>): Promise<string> {
  const { logger } = db()._.session as unknown as { logger: { logQuery: () => void } };
  const log = vi.spyOn(logger, "logQuery");
  await query();
  const statements = log.mock.calls as unknown as [string, Params][];
  expect(statements.length).toBeGreaterThan(0);
  const plans = [];
  for (const [statement, params] of statements) {
    const rows = await planner.unsafe(`explain ${statement}`, params);
    plans.push(...rows.map((row) => row["QUERY PLAN"]));
  }
  return plans.join("\n");
}

describe("a query that runs with a page reads by an index and never a whole table", () => {
  const [userId, id] = [randomUUID(), randomUUID()];

  it.each<[string, () => Promise<unknown>, string]>([
    ["who is there", () => findLiveSession(id), "sessions_token_hash_unique"],
    ["their sessions", () => listSessions(userId, 50), "sessions_user_id"],
    ["new ones", () => listNewSignIns({ userId, sessionId: id }), "activity_unanswered"],
    ["whether there are new ones", () => findLiveSession(id), "activity_unanswered"],
    ["what has expired", () => deleteExpiredSessions(5), "sessions_absolute_expires_at"],
    ["their accounts", () => listConnections(userId), "accounts_user_id"],
    [
      "their activity",
      () => listActivity(userId, { before: null, limit: 25 }),
      "activity_user_id_at_id",
    ],
    ["more of it", () => listActivity(userId, { before: id, limit: 25 }), "activity_user_id_at_id"],
  ])("%s", async (_, query, index) => {
    const plan = await plansOf(query);
    expect(plan).toContain(index);
    expect(plan).not.toContain("Seq Scan");
  });
});

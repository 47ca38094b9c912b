import { sql } from "drizzle-orm";
import postgres from "postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { fillDatabase } from "@/bench/scale/fill-database";
import { storeOperatorsRows } from "@/lib/test-support/admin-cases";
import { storePictures } from "@/lib/test-support/picture-cases";
import { queryCases, type SeededUser, withoutStatements } from "@/lib/test-support/query-cases";
import { readingOf } from "@/lib/test-support/query-plan";
import { statementsOf } from "@/lib/test-support/statements";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { db } from "./driver/client";
import { foyerTables } from "./migrations/catalog-facts";

// Enough rows that Postgres prefers an index, given its statistics.
inOwnDatabase("query_plans");
const users = 3_000;

let planner: postgres.Sql;
beforeAll(async () => {
  const databaseUrl = process.env.DATABASE_URL ?? "";
  await fillDatabase({ databaseUrl, users });
  planner = postgres(databaseUrl, { max: 1 });
  await planner`
    insert into rate_limits select 'limit:' || n, 1, ${Date.now()}::bigint + n
    from generate_series(1, 5000) n`;
  await planner`
    insert into used_tokens select gen_random_uuid(), now() + n * interval '1 second'
    from generate_series(1, 5000) n`;
  await planner`
    insert into released_usernames (username, user_id)
    select 'old-' || id, id from users`;
  await planner`
    insert into removed_accounts (user_id, account_hash, provider, removed_at)
    select users.id, 'hash-' || users.id || n, 'google', now() - n * interval '1 day'
    from users, generate_series(1, 2) n`;
  await planner`analyze rate_limits, used_tokens, released_usernames, removed_accounts`;
  await storeOperatorsRows();
  await storePictures();
});
afterAll(() => planner.end());

/** Queries that another index could serve too, but by reading more rows than they need. */
const neededIndexes: Record<string, string | string[]> = {
  "signInReturningUser: of a returning user": "activity_device_hash",
  findLiveSession: ["activity_unanswered_at", "activity_session_id"],
  listNewSignIns: "activity_unanswered_at",
  answerQuestions: "activity_unanswered_at",
  listKnownDevices: "activity_device_hash",
  deviceHashOf: "activity_device_hash",
  listUsesElsewhere: "activity_session_id",
};

/** Every tenth user has an unanswered sign-in; each case gets one that no other case has changed. */
async function seedUser(name: string): Promise<SeededUser> {
  const number = 10 * (1 + Object.keys(queryCases).indexOf(name));
  const [user] = await planner<SeededUser[]>`
    select users.id as "userId", email, 'google-' || ${number}::int as "googleSubject",
      array(select id from accounts where user_id = users.id) as "accountIds",
      array(select id from sessions where user_id = users.id order by new_device) as "sessionIds",
      array(select token_hash from sessions where user_id = users.id) as "sessionHashes"
    from users where username = ${`person-${number}`}`;
  if (!user) throw new Error(`there is no user ${number}`);
  return user;
}

describe("every query reads by an index and never a whole table", () => {
  it.each(Object.entries(queryCases))("%s", async (name, query) => {
    const user = await seedUser(name);
    const statements = await statementsOf(async () => {
      // A refused action would run fewer statements.
      expect(["signed-out", "forbidden", "unknown-device", "stale"]).not.toContain(
        await query(user),
      );
    });
    expect(statements).not.toEqual([]);
    const used = new Set<string>();
    for (const statement of statements) {
      const { indexes, whole } = await readingOf(planner, statement);
      expect({ ...statement, whole }).toEqual({ ...statement, whole: [] });
      for (const index of indexes) used.add(index);
    }
    expect([...used]).toEqual(expect.arrayContaining([neededIndexes[name] ?? []].flat()));
  });

  it("and every function that lib/db exports is among them, except a builder's", () => {
    const modules = import.meta.glob<Record<string, unknown>>(
      ["./**/*.ts", "!./**/*.test.ts", "!./app/**", "!./migrations/*"],
      {
        eager: true,
      },
    );
    const exported = Object.values(modules).flatMap((module) =>
      Object.keys(module).filter((name) => typeof module[name] === "function"),
    );
    const checked = Object.keys(queryCases).map((name) => name.replace(/:.*/, ""));
    const known = [...new Set(checked), ...Object.keys(withoutStatements)];
    expect(known.filter((name) => name !== "rateLimitStore").sort()).toEqual(exported.sort());
  });
});

it("every foreign key of Foyer's tables has an index, so that deleting the row it references scans no table", async () => {
  const references = await db().execute<{ name: string }>(sql`
    select conname as name from pg_constraint
    where contype = 'f' and connamespace = 'public'::regnamespace
      and conrelid::regclass::text in ${foyerTables} and not exists (
      select 1 from pg_index
      where indrelid = conrelid and indkey[0] = conkey[1] and indpred is null)`);
  expect([...references]).toEqual([]);
});

import postgres from "postgres";
import { afterAll, beforeAll, expect, it } from "vitest";
import { completeSignIn } from "@/lib/auth/linking/complete-sign-in";
import { db } from "@/lib/db/driver/client";
import { checkMigrations } from "@/lib/db/health/migrations";
import { findLiveSession } from "@/lib/db/sessions";
import { completed } from "@/lib/test-support/completed";
import { createTestUser, signInOf } from "@/lib/test-support/test-user";
import { migrateDatabase } from "@/scripts/migrations/migrate-database";
import { testDatabase } from "@/scripts/test-run/test-database";

const { url, recreate, end } = testDatabase("hidden_tables");
process.env.DATABASE_URL = url;
let owner: postgres.Sql;

/** Another program's table, earlier in the path of new sessions than ours. */
beforeAll(async () => {
  await recreate();
  await migrateDatabase(url);
  owner = postgres(url, { max: 1, onnotice: () => {} });
  await owner`create schema other`;
  await owner`create table other.users (id int)`;
  await owner`alter database hidden_tables set search_path = other, public`;
});
afterAll(async () => {
  await db().$client.end();
  await owner.end();
  await end();
});

it("queries reach our tables although another schema has one of the same name", async () => {
  expect(await findLiveSession("hash")).toBeNull();
  await completed(completeSignIn(signInOf(createTestUser())));
  expect(await checkMigrations()).toEqual({ kind: "complete" });
  const [row] = await owner`
    select (select count(*)::int from public.users) as ours,
      (select count(*)::int from other.users) as others`;
  expect(row).toEqual({ ours: 1, others: 0 });
});

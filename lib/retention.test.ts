import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { db } from "@/lib/db/driver/client";
import { statementsOf } from "@/lib/test-support/statements";
import { storeUser } from "@/lib/test-support/stored-user";
import { inOwnDatabase } from "@/scripts/test-run/own-database";
import { cleanUp, cleanUpAfterSignIn } from "./retention";

inOwnDatabase("clean_up_after_sign_in");

/** As in a process that has just started. */
beforeEach(() => {
  Reflect.get(globalThis, "foyer")?.delete("clean-up");
  vi.useFakeTimers({ toFake: ["Date"] });
  return () => vi.useRealTimers();
});

async function storeExpired(rows: number) {
  await db().execute(sql`truncate sessions, activity, rate_limits`);
  const userId = await storeUser();
  await db().execute(sql`
    insert into sessions (token_hash, user_id, provider, expires_at, absolute_expires_at)
    select 'old-' || n, ${userId}, 'google', now() - n * interval '1 minute', now() + interval '1 day'
    from generate_series(1, ${rows}::int) n`);
  await db().execute(sql`
    insert into activity (user_id, kind, at)
    select ${userId}, 'sign-out', now() - interval '400 days' from generate_series(1, ${rows}::int)`);
  await db().execute(sql`
    insert into rate_limits select 'old-' || n, 1, n from generate_series(1, ${rows}::int) n`);
}

async function left(): Promise<number[]> {
  const [row] = await db().execute<{ left: number[] }>(sql`
    select array[(select count(*)::int from sessions), (select count(*)::int from activity),
      (select count(*)::int from rate_limits)] as left`);
  return row?.left ?? [];
}

describe("the clean-up after sign-ins", () => {
  it("runs after the first sign-in of a process and deletes a few rows of each kind", async () => {
    await storeExpired(60);
    await cleanUpAfterSignIn();
    expect(await left()).toEqual([10, 10, 10]);
  });

  it("costs sign-ins within the next minute no statement", async () => {
    await storeExpired(60);
    await cleanUpAfterSignIn();
    vi.setSystemTime(Date.now() + 59_000);
    const statements = await statementsOf(async () => {
      await Promise.all(Array.from({ length: 20 }, cleanUpAfterSignIn));
    });
    expect(statements).toEqual([]);
  });

  it("runs once a minute for all of them", async () => {
    await cleanUpAfterSignIn();
    await storeExpired(1_000);
    for (let signIn = 0; signIn < 11; signIn++) await cleanUpAfterSignIn();
    vi.setSystemTime(Date.now() + 60_000);
    await Promise.all([cleanUpAfterSignIn(), cleanUpAfterSignIn()]);
    expect(await left()).toEqual([400, 400, 400]);
  });

  it("leaves what it could not delete to the next one", async () => {
    await storeExpired(200);
    await db().execute(sql`alter table sessions rename to sessions_away`);
    await expect(cleanUpAfterSignIn()).rejects.toThrow();
    await db().execute(sql`alter table sessions_away rename to sessions`);
    vi.setSystemTime(Date.now() + 60_000);
    await cleanUpAfterSignIn();
    expect(await left()).toEqual([100, 100, 100]);
  });
});

it("removed accounts are remembered for 90 days", async () => {
  const userId = await storeUser();
  await db().execute(sql`
    insert into removed_accounts (user_id, account_hash, provider, removed_at)
    select ${userId}, 'hash-' || days, 'google', now() - days * interval '1 day'
    from unnest(array[1, 89, 91, 400]) days`);
  await cleanUp(100);
  const left = await db().execute(sql`select account_hash from removed_accounts order by 1`);
  expect([...left]).toEqual([{ account_hash: "hash-1" }, { account_hash: "hash-89" }]);
});

it("a clean-up of many rows is split into several short statements", async () => {
  await storeExpired(1_200);
  expect(await cleanUp(1_100)).toEqual({ sessions: 1_100, activity: 1_100, limits: 1_100 });
  const statements = await statementsOf(async () => {
    await storeExpired(1_200);
    await cleanUp(5_000);
  });
  expect(await left()).toEqual([0, 0, 0]);
  const ofActivity = statements.filter(({ text }) => text.startsWith('delete from "activity"'));
  expect(ofActivity.map(({ parameters }) => parameters.at(-1))).toEqual([500, 500, 500]);
});

it("what operators made is deleted once its time is over, and not before", async () => {
  const userId = await storeUser();
  await db().execute(sql`
    insert into invitations (token_hash, uses, uses_left, expires_at)
    select 'days-ago-' || days, 1, 1, now() - days * interval '1 day' from unnest(array[29, 31]) days`);
  await db().execute(sql`
    insert into suspended_identities (identity_hash, user_id, suspended_until)
    values ('over', gen_random_uuid(), now() - interval '1 minute'),
      ('in force', gen_random_uuid(), now() + interval '1 minute'), ('endless', ${userId}, null)`);
  await cleanUp(100);
  const kept = await db().execute<{ what: string }>(sql`
    select token_hash as what from invitations union all
    select identity_hash from suspended_identities`);
  expect(kept.map(({ what }) => what).sort()).toEqual(["days-ago-29", "endless", "in force"]);
});

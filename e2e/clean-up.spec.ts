import { expect, test } from "@playwright/test";
import {
  bearer,
  cleanUpPath,
  countRows,
  createTestUser,
  insertActivity,
  insertSession,
  shareCleanUpApp,
} from "./support/clean-up";
import { control } from "./support/control";
import { outages } from "./support/database-line";
import { HttpVisitor } from "./support/http-visitor";

// The tests share one app and count the rows of its database.
test.describe.configure({ mode: "default" });

const shared = shareCleanUpApp();

test("the clean-up deletes expired and old rows, counts them, and keeps all others", async () => {
  const user = await createTestUser(shared.own.sql);
  const live = [
    await insertSession(shared.own.sql, user, { idle: "1 minute", absolute: "1 minute" }),
    await insertSession(shared.own.sql, user, { idle: "1 minute", absolute: "90 days" }),
  ];
  await insertSession(shared.own.sql, user, { idle: "-1 second", absolute: "1 day" });
  await insertSession(shared.own.sql, user, { idle: "1 day", absolute: "-1 second" });
  await insertSession(shared.own.sql, user, { idle: "-100 days", absolute: "-10 days" });
  const young = [
    await insertActivity(shared.own.sql, user, "0 s"),
    await insertActivity(shared.own.sql, user, "29 days 23 hours"),
  ];
  await insertActivity(shared.own.sql, user, "30 days 1 minute");
  await insertActivity(shared.own.sql, user, "1000 days");
  await shared.own
    .sql`insert into rate_limits values ('over', 1, 1), ('not over', 1, ${Date.now() + 60_000})`;

  const response = await clean();
  expect(response.status).toBe(200);
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(JSON.parse(response.body)).toEqual({ sessions: 3, activity: 2, limits: 1 });
  const sessions = await shared.own.sql<{ id: string }[]>`select id from sessions`;
  expect(sessions.map(({ id }) => id).sort()).toEqual(live.sort());
  const activity = await shared.own.sql<{ id: string }[]>`select id from activity`;
  expect(activity.map(({ id }) => id).sort()).toEqual(young.sort());
  expect(await countRows(shared.own.sql)).toEqual({ sessions: 2, activity: 2, users: 1 });
  expect([...(await shared.own.sql`select key from rate_limits`)]).toEqual([{ key: "not over" }]);

  expect(JSON.parse((await clean()).body)).toEqual({ sessions: 0, activity: 0, limits: 0 });
});

test("a clean-up deletes thousands of rows, and two at once count each of them once", async () => {
  const user = await createTestUser(shared.own.sql);
  const live = await insertSession(shared.own.sql, user, { idle: "1 hour", absolute: "1 day" });
  await shared.own.sql`
    insert into sessions (token_hash, user_id, provider, expires_at, absolute_expires_at)
    select 'old-' || n, ${user}, 'google', now() - interval '1 day', now() + interval '1 day'
    from generate_series(1, 2500) n`;
  await shared.own.sql`
    insert into activity (user_id, kind, at)
    select ${user}, 'sign-out', now() - interval '31 days' from generate_series(1, 2100)`;
  const responses = await Promise.all([clean(), clean()]);
  const counts = responses.map(({ body }) => JSON.parse(body) as Record<string, number>);
  const sum = (name: string) => counts.reduce((total, count) => total + (count[name] ?? 0), 0);
  expect([sum("sessions"), sum("activity")]).toEqual([2500, 2100]);
  const rows = await shared.own.sql<{ id: string }[]>`select id from sessions`;
  expect(rows.map(({ id }) => id)).toEqual([live]);
});

test("a sign-in deletes expired sessions and old activity of other users", async () => {
  const user = await createTestUser(shared.own.sql);
  const live = await insertSession(shared.own.sql, user, { idle: "1 minute", absolute: "1 day" });
  const young = await insertActivity(shared.own.sql, user, "29 days");
  await insertSession(shared.own.sql, user, { idle: "-1 second", absolute: "1 day" });
  await insertActivity(shared.own.sql, user, "31 days");
  const visitor = new HttpVisitor(shared.app.url);
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  const ids = async () => {
    const rows = await shared.own.sql<{ id: string }[]>`
      select id from sessions where user_id = ${user}
      union all select id from activity where user_id = ${user}`;
    return rows.map(({ id }) => id).sort();
  };
  await expect.poll(ids).toEqual([live, young].sort());
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("a user whose session has expired only has to sign in again", async () => {
  const account = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(shared.app.url);
  await visitor.signIn("google", account);
  await shared.own.sql`update sessions set expires_at = now() - interval '1 second'`;
  // The clean-up that the sign-in started may have deleted it already.
  await clean();
  expect((await countRows(shared.own.sql)).sessions).toBe(0);
  expect((await visitor.get("/account")).location).toBe("/sign-in?callbackUrl=%2Faccount");
  expect((await visitor.signIn("google", account)).status).toBe(303);
  expect(await visitor.sessionUser()).not.toBeNull();
  expect((await countRows(shared.own.sql)).users).toBe(1);
});

for (const [how, breakLine] of Object.entries(outages)) {
  test(`with the database ${how}, the clean-up responds with 503 to its scheduler and 404 to others`, async () => {
    const user = await createTestUser(shared.own.sql);
    await insertSession(shared.own.sql, user, { idle: "-1 second", absolute: "1 day" });
    try {
      breakLine(shared.line);
      const response = await clean();
      expect([response.status, JSON.parse(response.body)]).toEqual([
        503,
        { error: "database away" },
      ]);
      expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
      expect(response.milliseconds).toBeLessThan(10_000);
      expect((await new HttpVisitor(shared.app.url).get(cleanUpPath)).status).toBe(404);
    } finally {
      shared.line.resume();
    }
    await expect.poll(async () => (await clean()).status).toBe(200);
    expect((await countRows(shared.own.sql)).sessions).toBe(0);
  });
}

function clean() {
  return new HttpVisitor(shared.app.url).get(cleanUpPath, { authorization: bearer });
}

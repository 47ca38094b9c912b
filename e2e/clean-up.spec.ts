import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { type AppServer, startApp } from "./support/app-server";
import { control } from "./support/control";
import { openLine, outages } from "./support/database-line";
import { HttpVisitor, hashOf } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import type { TcpForwarder } from "./support/tcp-forwarder";

const path = "/api/clean-up";
const secret = randomBytes(16).toString("hex");
const bearer = `Bearer ${secret}`;

// The tests share one app and count the rows of its database.
test.describe.configure({ mode: "default" });

let own: OwnDatabase;
let line: TcpForwarder;
let app: AppServer;

test.beforeAll(async () => {
  own = await createOwnDatabase();
  const opened = await openLine(own.url);
  line = opened.line;
  app = await startApp({
    DATABASE_URL: opened.url,
    CRON_SECRET: secret,
    ACTIVITY_MAX_AGE: "30d",
  });
});

test.beforeEach(() => own.sql`truncate users cascade`);

test.afterAll(async () => {
  await app?.stop();
  await line?.close();
  await own?.drop();
});

test("without CRON_SECRET the clean-up does not exist, whatever is sent", async () => {
  const visitor = new HttpVisitor();
  for (const authorization of [undefined, "", "Bearer", "Bearer ", "Bearer undefined", bearer]) {
    const response = await visitor.get(path, authorization === undefined ? {} : { authorization });
    expect([authorization, response.status]).toEqual([authorization, 404]);
    expect(response.body).toContain("There is nothing at this address");
  }
});

const wrong: Record<string, Record<string, string | string[]>> = {
  "no token": {},
  "an empty header": { authorization: "" },
  "no token after the scheme": { authorization: "Bearer " },
  "the secret without the scheme": { authorization: secret },
  "another scheme": { authorization: `Basic ${btoa(`cron:${secret}`)}` },
  "another token": { authorization: `Bearer ${randomBytes(16).toString("hex")}` },
  "a token cut short": { authorization: bearer.slice(0, -1) },
  "a token with a character appended": { authorization: `${bearer}0` },
  "the token twice in one header": { authorization: `${bearer}, ${bearer}` },
  "a wrong token before the right one": { authorization: ["Bearer wrong", bearer] },
  "a token of 7 kB": { authorization: `Bearer ${secret.repeat(220)}` },
  "the token in a cookie": { cookie: `CRON_SECRET=${secret}; authorization=${bearer}` },
  "the token in another header": { "x-vercel-cron": "1", "proxy-authorization": bearer },
};

for (const [what, headers] of Object.entries(wrong)) {
  test(`with ${what} the clean-up is not found and deletes nothing`, async () => {
    const user = await createTestUser();
    await insertSession(user, { idle: "-1 day", absolute: "1 day" });
    const response = await new HttpVisitor(app.url).get(path, headers);
    expect(response.status).toBe(404);
    expect(response.body).not.toContain(secret);
    expect(await left()).toEqual({ sessions: 1, activity: 0, users: 1 });
  });
}

test("neither a token in the query nor another method starts a clean-up", async () => {
  const visitor = new HttpVisitor(app.url);
  for (const query of [`?token=${secret}`, `?CRON_SECRET=${secret}`, `?authorization=${bearer}`]) {
    expect((await visitor.get(`${path}${query}`)).status).toBe(404);
  }
  for (const method of ["POST", "PUT", "PATCH", "DELETE"]) {
    const response = await visitor.send(path, { method, headers: { authorization: bearer } });
    expect([method, response.status]).toEqual([method, 405]);
  }
});

test("the clean-up deletes expired and old rows, counts them, and keeps all others", async () => {
  const user = await createTestUser();
  const live = [
    await insertSession(user, { idle: "1 minute", absolute: "1 minute" }),
    await insertSession(user, { idle: "1 minute", absolute: "90 days" }),
  ];
  await insertSession(user, { idle: "-1 second", absolute: "1 day" });
  await insertSession(user, { idle: "1 day", absolute: "-1 second" });
  await insertSession(user, { idle: "-100 days", absolute: "-10 days" });
  const young = [await insertActivity(user, "0 s"), await insertActivity(user, "29 days 23 hours")];
  await insertActivity(user, "30 days 1 minute");
  await insertActivity(user, "1000 days");
  await own.sql`insert into rate_limits values ('over', 1, 1), ('not over', 1, ${Date.now() + 60_000})`;

  const response = await clean();
  expect(response.status).toBe(200);
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(JSON.parse(response.body)).toEqual({ sessions: 3, activity: 2, limits: 1 });
  const sessions = await own.sql<{ id: string }[]>`select id from sessions`;
  expect(sessions.map(({ id }) => id).sort()).toEqual(live.sort());
  const activity = await own.sql<{ id: string }[]>`select id from activity`;
  expect(activity.map(({ id }) => id).sort()).toEqual(young.sort());
  expect(await left()).toEqual({ sessions: 2, activity: 2, users: 1 });
  expect([...(await own.sql`select key from rate_limits`)]).toEqual([{ key: "not over" }]);

  expect(JSON.parse((await clean()).body)).toEqual({ sessions: 0, activity: 0, limits: 0 });
});

test("a clean-up deletes thousands of rows, and two at once count each of them once", async () => {
  const user = await createTestUser();
  const live = await insertSession(user, { idle: "1 hour", absolute: "1 day" });
  await own.sql`
    insert into sessions (token_hash, user_id, provider, expires_at, absolute_expires_at)
    select 'old-' || n, ${user}, 'google', now() - interval '1 day', now() + interval '1 day'
    from generate_series(1, 2500) n`;
  await own.sql`
    insert into activity (user_id, kind, at)
    select ${user}, 'sign-out', now() - interval '31 days' from generate_series(1, 2100)`;
  const responses = await Promise.all([clean(), clean()]);
  const counts = responses.map(({ body }) => JSON.parse(body) as Record<string, number>);
  const sum = (name: string) => counts.reduce((total, count) => total + (count[name] ?? 0), 0);
  expect([sum("sessions"), sum("activity")]).toEqual([2500, 2100]);
  const rows = await own.sql<{ id: string }[]>`select id from sessions`;
  expect(rows.map(({ id }) => id)).toEqual([live]);
});

test("a sign-in deletes expired sessions and old activity of other users", async () => {
  const user = await createTestUser();
  const live = await insertSession(user, { idle: "1 minute", absolute: "1 day" });
  const young = await insertActivity(user, "29 days");
  await insertSession(user, { idle: "-1 second", absolute: "1 day" });
  await insertActivity(user, "31 days");
  const visitor = new HttpVisitor(app.url);
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  const ids = async () => {
    const rows = await own.sql<{ id: string }[]>`
      select id from sessions where user_id = ${user}
      union all select id from activity where user_id = ${user}`;
    return rows.map(({ id }) => id).sort();
  };
  await expect.poll(ids).toEqual([live, young].sort());
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("a user whose session has expired only has to sign in again", async () => {
  const account = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(app.url);
  await visitor.signIn("google", account);
  await own.sql`update sessions set expires_at = now() - interval '1 second'`;
  // The clean-up that the sign-in started may have deleted it already.
  await clean();
  expect((await left()).sessions).toBe(0);
  expect((await visitor.get("/account")).location).toBe("/sign-in?callbackUrl=%2Faccount");
  expect((await visitor.signIn("google", account)).status).toBe(303);
  expect(await visitor.sessionUser()).not.toBeNull();
  expect((await left()).users).toBe(1);
});

for (const [how, breakLine] of Object.entries(outages)) {
  test(`with the database ${how}, the clean-up responds with 503 to its scheduler and 404 to others`, async () => {
    const user = await createTestUser();
    await insertSession(user, { idle: "-1 second", absolute: "1 day" });
    try {
      breakLine(line);
      const response = await clean();
      expect([response.status, JSON.parse(response.body)]).toEqual([
        503,
        { error: "database away" },
      ]);
      expect(Number(response.headers["retry-after"])).toBeGreaterThan(0);
      expect(response.milliseconds).toBeLessThan(10_000);
      expect((await new HttpVisitor(app.url).get(path)).status).toBe(404);
    } finally {
      line.resume();
    }
    await expect.poll(async () => (await clean()).status).toBe(200);
    expect((await left()).sessions).toBe(0);
  });
}

function clean() {
  return new HttpVisitor(app.url).get(path, { authorization: bearer });
}

async function createTestUser(): Promise<string> {
  const name = randomBytes(6).toString("hex");
  const [user] = await own.sql<{ id: string }[]>`
    insert into users (username, email, email_verified)
    values (${name}, ${`${name}@example.com`}, now()) returning id`;
  return user?.id ?? "";
}

/** @param ends - the idle and the absolute expiry, relative to now */
async function insertSession(userId: string, ends: { idle: string; absolute: string }) {
  const [session] = await own.sql<{ id: string }[]>`
    insert into sessions (token_hash, user_id, provider, expires_at, absolute_expires_at)
    values (${hashOf(randomBytes(32).toString("hex"))}, ${userId}, 'google',
      now() + ${ends.idle}::interval, now() + ${ends.absolute}::interval)
    returning id`;
  return session?.id ?? "";
}

async function insertActivity(userId: string, ago: string): Promise<string> {
  const [entry] = await own.sql<{ id: string }[]>`
    insert into activity (user_id, kind, at)
    values (${userId}, 'sign-out', now() - ${ago}::interval) returning id`;
  return entry?.id ?? "";
}

async function left() {
  const [count] = await own.sql<{ sessions: number; activity: number; users: number }[]>`
    select (select count(*)::int from sessions) as sessions,
      (select count(*)::int from activity) as activity, (select count(*)::int from users) as users`;
  return { ...count };
}

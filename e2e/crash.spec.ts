import { expect, test } from "@playwright/test";
import { signInSettings } from "./support/app-server";
import { CrashApp } from "./support/crash-app";
import { type Found, type Moment, moments, report, slowDown } from "./support/crash-strikes";
import { type Change, connecting, leaving, newUser } from "./support/crash-users";
import { HttpVisitor } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { TcpForwarder } from "./support/tcp-forwarder";

// Each of these takes an app down many times, in a database of their own.
test.describe.configure({ mode: "default" });

const minuteMs = 60_000;

let database: OwnDatabase;
/** One secret for all apps: what one began another has to be able to finish. */
const settings = signInSettings();

test.beforeAll(async () => {
  database = await createOwnDatabase();
  await slowDown(database);
});

let apps: CrashApp[] = [];

test.afterEach(async ({ browserName: _ }, testInfo) => {
  for (const { server } of apps) {
    await server.stop();
    await testInfo.attach("app.log", { body: server.output(), contentType: "text/plain" });
  }
  apps = [];
  const { sql } = database;
  const [left] = await sql`
    select (select count(*)::int from users
        where not exists (select from accounts where user_id = users.id)) as "users without account",
      (select count(*)::int from (select from users group by lower(email) having count(*) > 1) as d)
        as "people twice",
      (select count(*)::int from (select user_id from accounts union all select user_id from sessions
        union all select user_id from activity) as rows
        where not exists (select from users where id = user_id)) as "rows without user"`;
  expect(left).toEqual({ "users without account": 0, "people twice": 0, "rows without user": 0 });
});

test.afterAll(async () => {
  await database?.drop();
});

async function startApp(more: Record<string, string> = {}): Promise<CrashApp> {
  const app = await CrashApp.start({ DATABASE_URL: database.url, ...settings, ...more });
  apps.push(app);
  await app.server.ready();
  return app;
}

function prepare({ url }: CrashApp): Promise<Change[]> {
  const place = { address: url, sql: database.sql };
  return Promise.all([newUser(place), connecting(place), leaving(place)]);
}

/** Begins all deeds at once, strikes after a while, and looks what is left. */
async function strikeAmid(
  app: CrashApp,
  { moment, strike }: { moment: Moment; strike: () => Promise<void> },
): Promise<{ changes: Change[]; found: Found }> {
  const changes = await prepare(app);
  const begun = performance.now();
  const answering = Promise.all(changes.map((change) => change.begin()));
  answering.catch(() => {});
  await moment(app);
  const within = await app.writing();
  await strike();
  const responses = (await answering).flat();
  const milliseconds = performance.now() - begun;
  const statuses = responses.map((response) => response?.status ?? 0);
  for (const status of statuses) expect([0, 303, 401, 503]).toContain(status);
  const done = await Promise.all(changes.map((change) => change.expectWhole()));
  const written = done.reduce((sum, count) => sum + count, 0);
  const answered = statuses.filter((status) => status === 303).length;
  return { changes, found: { changes: responses.length, written, answered, within, milliseconds } };
}

/** How long the same takes when nothing comes in between. */
async function usualDuration(app: CrashApp): Promise<number> {
  const changes = await prepare(app);
  const begun = performance.now();
  for (const change of changes) {
    for (const response of await change.begin()) expect(response?.status).toBe(303);
  }
  return performance.now() - begun;
}

for (const table of ["accounts", "sessions", "activity"]) {
  test(`an app that is killed while it writes to ${table} has written nothing at all`, async () => {
    test.setTimeout(minuteMs);
    const [app, spare] = await Promise.all([startApp(), startApp()]);
    const changes = await prepare(app);
    const before = await Promise.all(changes.map((change) => change.expectWhole()));
    const answering = database.sql.begin(async (lock) => {
      await lock.unsafe(`lock table ${table} in share row exclusive mode`);
      const begun = changes.map((change) => change.begin());
      const stuck = {
        message: "all of them wait amid their transactions",
        intervals: [10, 20, 50],
      };
      await expect.poll(() => app.waiting(), stuck).toBe(5);
      await app.server.stop();
      return begun;
    });
    for (const change of await answering) {
      for (const response of await change) expect(response).toBeNull();
    }
    await app.goneFromPostgres();
    expect(await Promise.all(changes.map((change) => change.expectWhole()))).toEqual(before);
    await Promise.all(changes.map((change) => change.retry(spare.url)));
  });
}

test("whenever an app is killed, everything is written or nothing, and trying again gets in", async () => {
  const rounds = 10;
  test.setTimeout(4 * minuteMs);
  // An app that has just started is slower, and each of these has.
  const first = await startApp();
  const [usualMs, ready] = await Promise.all([usualDuration(first), startApp()]);
  await first.kill();
  let app = ready;
  const strikes: Found[] = [];
  for (const moment of moments(rounds, usualMs)) {
    const next = startApp();
    const { changes, found } = await strikeAmid(app, { moment, strike: () => app.kill() });
    strikes.push(found);
    app = await next;
    const { url } = app;
    await Promise.all(changes.map((change) => change.retry(url)));
  }
  report(strikes);
});

/**
 * Expects that all of the app's connections can be used again. Of those that Postgres ended, each
 * may fail one more query: postgres.js 3.4.9 gives the next one what the last one was told.
 */
async function expectRecovery(app: CrashApp) {
  const visitor = new HttpVisitor(app.url);
  const health = Array.from({ length: 20 }, () => "/api/health");
  const failing = async () => {
    const responses = await Promise.all(health.map((path) => visitor.get(path)));
    return responses.filter(({ status }) => status !== 200).length;
  };
  await expect.poll(failing, { intervals: [10, 20, 50, 100], timeout: 10_000 }).toBe(0);
}

type Break = (app: CrashApp, line: TcpForwarder) => { strike: () => Promise<void> };
const breaks: Record<string, Break> = {
  "its line to Postgres is cut": (_, line) => ({ strike: async () => line.cut() }),
  "Postgres ends its connections": (app) => ({ strike: () => app.terminateBackends() }),
};

for (const [what, breakLine] of Object.entries(breaks)) {
  test(`whenever ${what}, everything is written or nothing, and trying again gets in`, async () => {
    const rounds = 8;
    test.setTimeout(2 * minuteMs);
    const target = new URL(database.url);
    const line = await TcpForwarder.start({ host: target.hostname, port: Number(target.port) });
    target.port = String(line.port);
    const app = await startApp({ DATABASE_URL: target.href });
    await usualDuration(app);
    const strikes: Found[] = [];
    for (const moment of moments(rounds, await usualDuration(app))) {
      const { changes, found } = await strikeAmid(app, { moment, ...breakLine(app, line) });
      strikes.push(found);
      line.resume();
      await expectRecovery(app);
      await Promise.all(changes.map((change) => change.retry(app.url)));
    }
    await line.close();
    expect(app.server.output()).not.toMatch(
      /"level":"(error|fatal)"(?!.*DatabaseUnavailableError)/,
    );
    report(strikes);
  });
}

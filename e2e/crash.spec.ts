import { expect, test } from "@playwright/test";
import { signInSettings } from "./support/app-server";
import { CrashApp } from "./support/crash-app";
import { type Change, connecting, deleting, newUser } from "./support/crash-changes";
import { HttpVisitor } from "./support/http-visitor";
import { type Moment, moments, type Outcome, report, slowDown } from "./support/kill-points";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { TcpForwarder } from "./support/tcp-forwarder";

// The tests share a database of their own, and each interrupts its apps many times.
test.describe.configure({ mode: "default" });

const minuteMs = 60_000;

let database: OwnDatabase;
/** All apps have the same secret, so that one can finish what another began. */
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
        as "duplicate users",
      (select count(*)::int from (select user_id from accounts union all select user_id from sessions
        union all select user_id from activity) as rows
        where not exists (select from users where id = user_id)) as "rows without user"`;
  expect(left).toEqual({
    "users without account": 0,
    "duplicate users": 0,
    "rows without user": 0,
  });
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
  const target = { address: url, sql: database.sql };
  return Promise.all([newUser(target), connecting(target), deleting(target)]);
}

/** Starts all changes at once, interrupts them at the given moment, and inspects the result. */
async function interruptChanges(
  app: CrashApp,
  { moment, interrupt }: { moment: Moment; interrupt: () => Promise<void> },
): Promise<{ changes: Change[]; outcome: Outcome }> {
  const changes = await prepare(app);
  const begun = performance.now();
  const pending = Promise.all(changes.map((change) => change.begin()));
  pending.catch(() => {});
  await moment(app);
  const openTransactions = await app.writing();
  await interrupt();
  const responses = (await pending).flat();
  const milliseconds = performance.now() - begun;
  const statuses = responses.map((response) => response?.status ?? 0);
  for (const status of statuses) expect([0, 303, 401, 503]).toContain(status);
  const done = await Promise.all(changes.map((change) => change.expectWhole()));
  const written = done.reduce((sum, count) => sum + count, 0);
  const responded = statuses.filter((status) => status === 303).length;
  const outcome = { changes: responses.length, written, responded, openTransactions, milliseconds };
  return { changes, outcome };
}

/** How long the changes take without an interruption. */
async function usualDuration(app: CrashApp): Promise<number> {
  const changes = await prepare(app);
  const begun = performance.now();
  for (const change of changes) {
    for (const response of await change.begin()) expect(response?.status).toBe(303);
  }
  return performance.now() - begun;
}

for (const table of ["accounts", "sessions", "activity"]) {
  test(`an app that is killed while it writes to ${table} leaves nothing written`, async () => {
    test.setTimeout(minuteMs);
    const [app, spare] = await Promise.all([startApp(), startApp()]);
    const changes = await prepare(app);
    const before = await Promise.all(changes.map((change) => change.expectWhole()));
    const pending = database.sql.begin(async (lock) => {
      await lock.unsafe(`lock table ${table} in share row exclusive mode`);
      const begun = changes.map((change) => change.begin());
      const stuck = {
        message: "all changes wait within their transactions",
        intervals: [10, 20, 50],
      };
      await expect.poll(() => app.waiting(), stuck).toBe(5);
      await app.server.stop();
      return begun;
    });
    for (const change of await pending) {
      for (const response of await change) expect(response).toBeNull();
    }
    await app.goneFromPostgres();
    expect(await Promise.all(changes.map((change) => change.expectWhole()))).toEqual(before);
    await Promise.all(changes.map((change) => change.retry(spare.url)));
  });
}

test("whenever an app is killed, each change is written in full or not at all, and a retry succeeds", async () => {
  const rounds = 10;
  test.setTimeout(4 * minuteMs);
  // The usual duration is taken from an app that has just started, as the killed ones have.
  const first = await startApp();
  const [usualMs, ready] = await Promise.all([usualDuration(first), startApp()]);
  await first.kill();
  let app = ready;
  const outcomes: Outcome[] = [];
  for (const moment of moments(rounds, usualMs)) {
    const next = startApp();
    const { changes, outcome } = await interruptChanges(app, {
      moment,
      interrupt: () => app.kill(),
    });
    outcomes.push(outcome);
    app = await next;
    const { url } = app;
    await Promise.all(changes.map((change) => change.retry(url)));
  }
  report(outcomes);
});

/**
 * Expects that all of the app's connections become usable again. Each one that broke may
 * fail one more query: postgres.js 3.4.9 passes the last error on to the next query.
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

type Break = (app: CrashApp, line: TcpForwarder) => { interrupt: () => Promise<void> };
const breaks: Record<string, Break> = {
  "its connection to Postgres is cut": (_, line) => ({ interrupt: async () => line.cut() }),
  "Postgres ends its connections": (app) => ({ interrupt: () => app.terminateBackends() }),
};

for (const [what, breakLine] of Object.entries(breaks)) {
  test(`whenever ${what}, each change is written in full or not at all, and a retry succeeds`, async () => {
    const rounds = 8;
    test.setTimeout(2 * minuteMs);
    const target = new URL(database.url);
    const line = await TcpForwarder.start({ host: target.hostname, port: Number(target.port) });
    target.port = String(line.port);
    const app = await startApp({ DATABASE_URL: target.href });
    await usualDuration(app);
    const outcomes: Outcome[] = [];
    for (const moment of moments(rounds, await usualDuration(app))) {
      const { changes, outcome } = await interruptChanges(app, {
        moment,
        ...breakLine(app, line),
      });
      outcomes.push(outcome);
      line.resume();
      await expectRecovery(app);
      await Promise.all(changes.map((change) => change.retry(app.url)));
    }
    await line.close();
    expect(app.server.output()).not.toMatch(
      /"level":"(error|fatal)"(?!.*DatabaseUnavailableError)/,
    );
    report(outcomes);
  });
}

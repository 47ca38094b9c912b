import { expect, test } from "@playwright/test";
import postgres from "postgres";
import { type AppServer, attachLog, startApp } from "./support/app-server";
import { atCallback, signedInAt } from "./support/at-callback";
import { HttpVisitor, signOutUrl } from "./support/http-visitor";
import { expectAllSignedIn, expectHealthy, expectUnavailable, patienceMs } from "./support/outage";
import { OwnPostgres } from "./support/own-postgres";

const role = "foyer_app";

// The tests share one app and one Postgres, and each of them breaks it.
test.describe.configure({ mode: "default" });

let server: OwnPostgres;
let app: AppServer;
let admin: postgres.Sql;

test.beforeAll(async () => {
  server = await OwnPostgres.start();
  admin = postgres(server.url, { max: 1, onnotice: () => {} });
  // Not the superuser, because connection limits do not apply to it.
  await admin.unsafe(
    `create role ${role} login password 'app' in role pg_read_all_data, pg_write_all_data`,
  );
  const url = new URL(server.url);
  [url.username, url.password] = [role, "app"];
  app = await startApp({ DATABASE_URL: url.href, DATABASE_POOL_MAX: "3" });
});

test.afterAll(async () => {
  await app?.stop();
  await admin?.end();
  await server?.remove();
});

test.afterEach(() => attachLog(app));

/** Ends all connections of the app, so that its new ones get the changed settings. */
const reconnect = () =>
  admin`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${role}`;

test("while the database is read-only, sign-in and sign-out say so, and work afterwards", async () => {
  const inside = await signedInAt(app.url);
  const token = inside.sessionToken();
  const { visitor, callback } = await atCallback(app.url);
  await admin.unsafe(`alter role ${role} set default_transaction_read_only = on`);
  await reconnect();
  try {
    await expectHealthy(app);
    expectUnavailable(await visitor.follow(callback));
    expect(await inside.sessionUser()).not.toBeNull();
    const response = await inside.submit(signOutUrl, []);
    expect([response.status, inside.sessionToken()]).toEqual([303, token]);
    expect(response.location).toMatch(/^\/unavailable\?/);
    const unavailable = await inside.follow(new URL(response.location ?? "", app.url));
    expect((await inside.follow(new URL(unavailable.location ?? "", app.url))).body).toContain(
      "You’re still signed in",
    );
  } finally {
    await admin.unsafe(`alter role ${role} reset default_transaction_read_only`);
    await reconnect();
  }
  await expectHealthy(app);
  await signedInAt(app.url);
  // A request may still get a connection that was just ended, and fail once.
  await expect.poll(async () => (await inside.get("/")).body).toContain("Sign out");
  await inside.signOut();
  expect(await inside.sessionUser()).toBeNull();
});

const exhaustions = {
  "the app": async () => {
    await admin.unsafe(`alter role ${role} connection limit 0`);
    await reconnect();
    return () => admin.unsafe(`alter role ${role} connection limit -1`);
  },
  "any client": async () => {
    await reconnect();
    const crowd = Array.from({ length: 25 }, () => postgres(server.url, { max: 1 }));
    const responses = await Promise.allSettled(crowd.map((sql) => sql`select 1`));
    const reasons = responses.map((one) => (one.status === "rejected" ? String(one.reason) : ""));
    expect(reasons.join()).toContain("too many clients already");
    return () => Promise.all(crowd.map((sql) => sql.end()));
  },
};

for (const [whom, exhaust] of Object.entries(exhaustions)) {
  test(`while Postgres has no connection left for ${whom}, visitors are told so, and sign in afterwards`, async () => {
    const inside = await signedInAt(app.url);
    const { visitor, callback } = await atCallback(app.url);
    const before = app.output().length;
    const giveBack = await exhaust();
    try {
      expect((await new HttpVisitor(app.url).get("/sign-in")).status).toBe(200);
      expectUnavailable(await visitor.follow(callback));
      const session = await inside.get("/api/auth/session");
      expect([session.status, session.milliseconds < patienceMs]).toEqual([503, true]);
      expect(app.output().slice(before)).toContain("53300");
    } finally {
      await giveBack();
    }
    await expectHealthy(app);
    expect(await inside.sessionUser()).not.toBeNull();
    await signedInAt(app.url);
  });
}

test("forty sign-ins at once share three connections, and all succeed", async () => {
  await expectAllSignedIn(app, 40);
});

test("the unavailable page redirects back at once when the database is available", async () => {
  const crowd = Array.from({ length: 12 }, () => new HttpVisitor(app.url));
  const responses = await Promise.all(
    crowd.map((visitor) => visitor.get("/unavailable?returnTo=%2Faccount")),
  );
  expect(responses.map(({ location }) => location)).toEqual(crowd.map(() => "/account"));
});

test("a database too slow for a page leads to a 503 and not to a redirect loop", async () => {
  const visitor = await signedInAt(app.url);
  // The session can be read, the connected accounts cannot.
  await whileLocked("accounts", async (sql) => {
    let response = await visitor.get("/account/connections");
    const begun = response.milliseconds;
    expect(begun).toBeLessThan(patienceMs);
    let hops = 0;
    for (; response.location && hops < 10; hops++) {
      response = await visitor.follow(new URL(response.location, app.url));
      expect(response.milliseconds).toBeLessThan(patienceMs);
    }
    expect([response.status, hops]).toEqual([503, 3]);
    // Statements that the app gave up must not stay queued in Postgres.
    const waiting = () => sql`select from pg_locks where not granted`;
    await expect.poll(async () => (await waiting()).length).toBe(0);
  });
  expect((await visitor.get("/account/connections")).status).toBe(200);
});

test("a hanging session query delays neither a page nor its explanation beyond their limits", async () => {
  const visitor = await signedInAt(app.url);
  await whileLocked("sessions", async () => {
    const page = await visitor.get("/account");
    expect(page.milliseconds).toBeLessThan(patienceMs);
    const unavailable = await visitor.follow(new URL(page.location ?? "", app.url));
    expectUnavailable(unavailable);
    expect(unavailable.milliseconds).toBeLessThan(3_500);
  });
  expect((await visitor.get("/account")).status).toBe(200);
});

test("the app reconnects to a restarted Postgres without a restart of its own", async () => {
  const inside = await signedInAt(app.url);
  const { visitor, callback } = await atCallback(app.url);
  await admin.end();
  await server.stop();
  expectUnavailable(await visitor.follow(callback));
  const page = await inside.get("/account");
  expect(page.location).toMatch(/^\/unavailable\?/);
  await server.startAgain();
  admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await expectHealthy(app);
  expect(await inside.sessionUser()).not.toBeNull();
  await signedInAt(app.url);
});

/** Calls `look` while another transaction holds an exclusive lock on the table. */
async function whileLocked(
  table: string,
  look: (sql: postgres.Sql) => Promise<void>,
): Promise<void> {
  const lock = await admin.reserve();
  await lock`begin`;
  await lock.unsafe(`lock table ${table} in access exclusive mode`);
  try {
    await look(lock);
  } finally {
    await lock`rollback`;
    lock.release();
  }
}

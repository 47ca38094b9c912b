import { expect, test } from "@playwright/test";
import postgres from "postgres";
import { AppServer, signInSettings } from "./support/app-server";
import { atCallback, signedInAt } from "./support/at-callback";
import { formWithButton } from "./support/html-form";
import { HttpVisitor } from "./support/http-visitor";
import { expectAllIn, expectHealthy, expectUnavailable, patienceMs } from "./support/outage";
import { OwnPostgres } from "./support/own-postgres";

const role = "foyer_app";

// One app and one Postgres, which these tests spoil in turn.
test.describe.configure({ mode: "default" });

let server: OwnPostgres;
let app: AppServer;
let admin: postgres.Sql;

test.beforeAll(async () => {
  server = await OwnPostgres.start();
  admin = postgres(server.url, { max: 1, onnotice: () => {} });
  // Not the superuser, whom no limit holds.
  await admin.unsafe(
    `create role ${role} login password 'app' in role pg_read_all_data, pg_write_all_data`,
  );
  const url = new URL(server.url);
  [url.username, url.password] = [role, "app"];
  app = await AppServer.start({
    ...signInSettings(),
    DATABASE_URL: url.href,
    DATABASE_POOL_MAX: "3",
  });
  await app.ready();
});

test.afterAll(async () => {
  await app?.stop();
  await admin?.end();
  await server?.remove();
});

test.afterEach(async ({ browserName: _ }, testInfo) => {
  await testInfo.attach("app.log", { body: app.output(), contentType: "text/plain" });
});

/** Ends what is connected; new connections find the settings that were just made. */
const reconnect = () =>
  admin`select pg_terminate_backend(pid) from pg_stat_activity where usename = ${role}`;

test("read-only after a failover, sign-in and sign-out say so, and work once it is the primary", async () => {
  const inside = await signedInAt(app.url);
  const token = inside.sessionToken();
  const fields = formWithButton((await inside.get("/")).body, "Sign out");
  const { visitor, callback } = await atCallback(app.url);
  await admin.unsafe(`alter role ${role} set default_transaction_read_only = on`);
  await reconnect();
  try {
    await expectHealthy(app);
    expectUnavailable(await visitor.follow(callback));
    expect(await inside.sessionUser()).not.toBeNull();
    const response = await inside.submit("/", fields);
    expect([response.status, inside.sessionToken()]).toEqual([303, token]);
    expect(response.location).toMatch(/^\/unavailable\?/);
    const told = await inside.follow(new URL(response.location ?? "", app.url));
    expect((await inside.follow(new URL(told.location ?? "", app.url))).body).toContain(
      "You are still signed in",
    );
  } finally {
    await admin.unsafe(`alter role ${role} reset default_transaction_read_only`);
    await reconnect();
  }
  await expectHealthy(app);
  await signedInAt(app.url);
  // Whoever is given a connection that was just ended is told so, and is in a moment later.
  await expect.poll(async () => (await inside.get("/")).body).toContain("Sign out");
  await inside.signOut();
  expect(await inside.sessionUser()).toBeNull();
});

const exhaustions = {
  us: async () => {
    await admin.unsafe(`alter role ${role} connection limit 0`);
    await reconnect();
    return () => admin.unsafe(`alter role ${role} connection limit -1`);
  },
  anybody: async () => {
    await reconnect();
    const crowd = Array.from({ length: 25 }, () => postgres(server.url, { max: 1 }));
    const responses = await Promise.allSettled(crowd.map((sql) => sql`select 1`));
    const reasons = responses.map((one) => (one.status === "rejected" ? String(one.reason) : ""));
    expect(reasons.join()).toContain("too many clients already");
    return () => Promise.all(crowd.map((sql) => sql.end()));
  },
};

for (const [whom, exhaust] of Object.entries(exhaustions)) {
  test(`without a connection left for ${whom}, visitors are told so, and are in once there is one`, async () => {
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

test("forty sign-ins at once share three connections, and all are in", async () => {
  await expectAllIn(app, 40);
});

test("a crowd that was told of an absence is led back at once when it is over", async () => {
  const crowd = Array.from({ length: 12 }, () => new HttpVisitor(app.url));
  const responses = await Promise.all(
    crowd.map((visitor) => visitor.get("/unavailable?returnTo=%2Faccount")),
  );
  expect(responses.map(({ location }) => location)).toEqual(crowd.map(() => "/account"));
});

test("a database too slow for a page ends the visit on a 503, not in a circle", async () => {
  const visitor = await signedInAt(app.url);
  // Whom the visitor is can be read; what they have connected cannot.
  await whileLocked("accounts", async (neighbour) => {
    let response = await visitor.get("/account/connections");
    const begun = response.milliseconds;
    expect(begun).toBeLessThan(patienceMs);
    let hops = 0;
    for (; response.location && hops < 10; hops++) {
      response = await visitor.follow(new URL(response.location, app.url));
      expect(response.milliseconds).toBeLessThan(patienceMs);
    }
    expect([response.status, hops]).toEqual([503, 3]);
    // What nobody waits for any more does not wait on in Postgres.
    const waiting = () => neighbour`select from pg_locks where not granted`;
    await expect.poll(async () => (await waiting()).length).toBe(0);
  });
  expect((await visitor.get("/account/connections")).status).toBe(200);
});

test("a silent session check keeps a visitor no longer than a page and its explanation may take", async () => {
  const visitor = await signedInAt(app.url);
  await whileLocked("sessions", async () => {
    const page = await visitor.get("/account");
    expect(page.milliseconds).toBeLessThan(patienceMs);
    const told = await visitor.follow(new URL(page.location ?? "", app.url));
    expectUnavailable(told);
    expect(told.milliseconds).toBeLessThan(3_500);
  });
  expect((await visitor.get("/account")).status).toBe(200);
});

test("Postgres stopped and started again in between is found again without a restart", async () => {
  const inside = await signedInAt(app.url);
  const { visitor, callback } = await atCallback(app.url);
  await admin.end();
  await server.stop();
  expectUnavailable(await visitor.follow(callback));
  const told = await inside.get("/account");
  expect(told.location).toMatch(/^\/unavailable\?/);
  await server.startAgain();
  admin = postgres(server.url, { max: 1, onnotice: () => {} });
  await expectHealthy(app);
  expect(await inside.sessionUser()).not.toBeNull();
  await signedInAt(app.url);
});

/** As behind a stuck neighbour, who has the table for themselves. */
async function whileLocked(
  table: string,
  look: (neighbour: postgres.Sql) => Promise<void>,
): Promise<void> {
  const stuck = await admin.reserve();
  await stuck`begin`;
  await stuck.unsafe(`lock table ${table} in access exclusive mode`);
  try {
    await look(stuck);
  } finally {
    await stuck`rollback`;
    stuck.release();
  }
}

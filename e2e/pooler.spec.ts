import { expect, test } from "@playwright/test";
import postgres from "postgres";
import { type AppServer, attachLog, signInSettings, startApp } from "./support/app-server";
import { atCallback, signedInAt } from "./support/at-callback";
import { runDoctor } from "./support/doctor";
import { formWithButton } from "./support/html-form";
import { expectAllSignedIn, expectHealthy, expectUnavailable } from "./support/outage";
import { OwnPostgres } from "./support/own-postgres";
import { PgBouncer, pgBouncerCommand } from "./support/pg-bouncer";

const missing =
  "PgBouncer is not installed: `apt-get install pgbouncer`, or the same from your package manager";

// The tests share one Postgres, one pooler and one app, and restart the first two.
test.describe.configure({ mode: "default" });

let server: OwnPostgres;
let bouncer: PgBouncer;
let app: AppServer;

test.beforeAll(async () => {
  if (!pgBouncerCommand && process.env.CI) throw new Error(missing);
  if (!pgBouncerCommand) console.warn(missing);
  test.skip(!pgBouncerCommand, missing);
  server = await OwnPostgres.start();
  bouncer = await PgBouncer.start(server.url);
  app = await startApp({ DATABASE_URL: bouncer.url, DATABASE_PREPARE: "false" });
});

test.afterAll(async () => {
  await app?.stop();
  await bouncer?.remove();
  await server?.remove();
});

test.afterEach(() => attachLog(app));

test("through a transaction pooler, users sign in, change their account and sign out", async () => {
  const visitor = await signedInAt(app.url);
  const fields = formWithButton((await visitor.get("/account")).body, "Save profile");
  const renamed = fields.map(([name, value]): [string, string] => [
    name,
    name === "name" ? "Pooled Name" : value,
  ]);
  await visitor.submit("/account", renamed);
  expect((await visitor.get("/account")).body).toContain("Pooled Name");
  for (const page of ["/account/connections", "/account/sessions", "/account/activity"]) {
    expect((await visitor.get(page)).status).toBe(200);
  }
  const exported = JSON.parse((await visitor.submit("/account/data/export", [])).body);
  expect(exported.profile.name).toBe("Pooled Name");
  await visitor.signOut();
  expect(await visitor.sessionUser()).toBeNull();
});

test("forty sign-ins at once share the pooler's four connections, and all succeed", async () => {
  const before = await count();
  await expectAllSignedIn(app, 40);
  expect(await count()).toEqual({ users: before.users + 40, sessions: before.sessions + 40 });
});

test("without DATABASE_PREPARE=false, users sign in and change their account all the same", async () => {
  const unset = await startApp({ DATABASE_URL: bouncer.url });
  try {
    const visitors = await Promise.all(Array.from({ length: 8 }, () => signedInAt(unset.url)));
    for (const visitor of visitors) {
      const profile = formWithButton((await visitor.get("/account")).body, "Save profile");
      expect((await visitor.submit("/account", profile)).status).toBe(303);
    }
    expect(unset.output()).toContain('"event":"database.settings-refused"');
  } finally {
    await attachLog(unset);
    await unset.stop();
  }
});

const restarts = {
  "the pooler": async () => {
    await bouncer.stop();
    return () => bouncer.startAgain();
  },
  "Postgres behind the pooler": async () => {
    await server.stop();
    return () => server.startAgain();
  },
};

for (const [what, stop] of Object.entries(restarts)) {
  test(`while ${what} is down a callback responds with 503 in time, and everything works afterwards`, async () => {
    const visitor = await signedInAt(app.url);
    const waiting = await atCallback(app.url);
    const restart = await stop();
    expectUnavailable(await waiting.visitor.follow(waiting.callback));
    await restart();
    await expectHealthy(app, 15_000);
    expect(await visitor.sessionUser()).not.toBeNull();
    await signedInAt(app.url);
  });
}

test("the doctor detects the pooler, and asks for DATABASE_PREPARE=false", async () => {
  const settings = { ...signInSettings(), DATABASE_URL: bouncer.url };
  const pooler = async (DATABASE_PREPARE: string) => {
    const doctor = await runDoctor({ ...settings, DATABASE_PREPARE }, "--development");
    return doctor.find("Database", "pooler");
  };
  // One after another: which connection the pooler gives to whom is what the doctor looks at.
  const fix = "Set DATABASE_PREPARE=false.";
  expect(await pooler("true")).toMatchObject({ status: "fail", fix });
  expect(await pooler("false")).toMatchObject({
    status: "ok",
    text: expect.stringContaining("transaction"),
  });
});

async function count() {
  const sql = postgres(server.url, { max: 1 });
  const [row] = await sql<{ users: number; sessions: number }[]>`
    select (select count(*)::int from users) as users,
      (select count(*)::int from sessions) as sessions`;
  await sql.end();
  return row ?? { users: 0, sessions: 0 };
}

import { expect, test } from "@playwright/test";
import { type AppServer, attachLog, signInSettings, startApp } from "./support/app-server";
import { signedInAt } from "./support/at-callback";
import { control } from "./support/control";
import { runDoctor } from "./support/doctor";
import { HttpVisitor, hashOf } from "./support/http-visitor";
import { createOtherDefaults, type OtherDefaults } from "./support/other-defaults";
import { expectHealthy } from "./support/outage";
import { PgBouncer, pgBouncerCommand } from "./support/pg-bouncer";

/** The ways to the same database, by the words of the tests' titles. */
const ways = ["directly", "through a transaction pooler"] as const;

for (const way of ways) {
  test.describe(`a database with other defaults, in a role's own schema, used ${way}`, () => {
    // The tests share one database and one app.
    test.describe.configure({ mode: "default" });

    let other: OtherDefaults;
    let bouncer: PgBouncer | undefined;
    let settings: Record<string, string>;
    let app: AppServer;

    test.beforeAll(async () => {
      if (way !== "directly") test.skip(!pgBouncerCommand, "PgBouncer is not installed");
      other = await createOtherDefaults();
      if (way !== "directly") bouncer = await PgBouncer.start(other.url);
      settings = bouncer
        ? { DATABASE_URL: bouncer.url, DATABASE_PREPARE: "false" }
        : { DATABASE_URL: other.url };
      app = await startApp(settings);
    });

    test.afterAll(async () => {
      await app?.stop();
      await bouncer?.remove();
      await other?.drop();
    });

    test.afterEach(() => attachLog(app));

    test("account pages work, and the export has every date", async () => {
      const visitor = await signedInAt(app.url);
      for (const page of ["", "/connections", "/sessions", "/activity", "/data"]) {
        expect((await visitor.get(`/account${page}`)).status).toBe(200);
      }
      const exported = JSON.parse((await visitor.submit("/account/data/export", [])).body);
      const dates = [exported.profile, ...exported.accounts, ...exported.sessions].flatMap((row) =>
        Object.entries(row).filter(([name, value]) => /At$|^at$/.test(name) && value !== null),
      );
      expect(dates.length).toBeGreaterThan(5);
      for (const [name, date] of dates) {
        expect(date, name).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
      }
    });

    test("use extends the time until a session is idle", async () => {
      const visitor = await signedInAt(app.url);
      const hash = hashOf(visitor.sessionToken());
      await other.sql`
        update sessions set last_seen_at = now() - interval '1 hour', expires_at = now() + interval '1 hour'
        where token_hash = ${hash}`;
      expect((await visitor.get("/account")).status).toBe(200);
      const isExtended = async () => {
        const [row] = await other.sql`
          select expires_at > now() + interval '1 day' as extended from sessions where token_hash = ${hash}`;
        return row?.extended;
      };
      await expect.poll(isExtended).toBe(true);
    });

    test("twenty sign-ins of one user at once all succeed", async () => {
      const account = await control.createAccount({ google: {} });
      const first = new HttpVisitor(app.url);
      await first.follow(await first.reachCallback("google", account));
      const ready = await Promise.all(
        Array.from({ length: 20 }, async () => {
          const visitor = new HttpVisitor(app.url);
          return { visitor, callback: await visitor.reachCallback("google", account) };
        }),
      );
      const responses = await Promise.all(
        ready.map(({ visitor, callback }) => visitor.follow(callback)),
      );
      expect(responses.map(({ status }) => status)).toEqual(ready.map(() => 303));
      for (const { visitor } of ready) expect(visitor.sessionToken()).not.toBe("");
    });

    test("health and the doctor find nothing wrong", async () => {
      await expectHealthy(app);
      const doctor = await runDoctor({ ...signInSettings(), ...settings }, "--development");
      for (const check of ["encoding", "schema", "migrations"]) {
        expect(doctor.find("Database", check)).toMatchObject({ status: "ok" });
      }
      const found = doctor.find("Database", "settings");
      if (way === "directly") expect(found).toMatchObject({ status: "ok" });
      else {
        expect(found).toMatchObject({
          status: "warn",
          text: expect.stringContaining("serializable"),
          fix: expect.stringContaining("set default_transaction_isolation = 'read committed'"),
        });
      }
    });
  });
}

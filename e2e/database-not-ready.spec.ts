import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { AppServer, signInSettings, startApp } from "./support/app-server";
import { database } from "./support/database";
import { runDoctor } from "./support/doctor";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";
import { createOwnDatabase } from "./support/own-database";
import { stack } from "./support/stack";
import { makeTestUser } from "./support/test-user";

test("without migrations the app responds with 503, also to a browser with an old cookie", async () => {
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await database().unsafe(`create database ${name}`);
  const address = new URL(stack().databaseUrl);
  address.pathname = name;
  const app = await startApp({ DATABASE_URL: address.href });
  try {
    const visitor = new HttpVisitor(app.url);
    visitor.jar.set(sessionCookie, randomBytes(32).toString("base64url"));
    const page = await visitor.get("/account");
    const unavailable = await visitor.follow(new URL(page.location ?? "", app.url));
    expect(unavailable.status).toBe(503);
    expect(JSON.parse((await visitor.get("/api/health")).body)).toMatchObject({
      ready: false,
      migrations: expect.stringContaining("npm run db:migrate"),
    });
  } finally {
    await app.stop();
  }
});

test("a database that lacks a migration older than its newest gives 503s and no 500", async () => {
  const own = await createOwnDatabase();
  const lacking = "0001_account_centre";
  // Like the database of a fork that skipped one of our migrations and has a newer one of its own.
  await own.sql.unsafe("alter table sessions drop column authenticated_at");
  const hash = createHash("sha256").update(await readFile(`drizzle/${lacking}.sql`));
  await own.sql`
    update drizzle.__drizzle_migrations set hash = 'of a fork', created_at = 9999999999999
    where hash = ${hash.digest("hex")}`;
  const app = await startApp({ DATABASE_URL: own.url });
  try {
    const health = await new HttpVisitor(app.url).get("/api/health");
    expect(health.status).toBe(503);
    expect(JSON.parse(health.body)).toMatchObject({ ready: false, missing: [lacking] });
    const logged = `"event":"database.not-migrated","missing":["${lacking}"]`;
    await expect.poll(() => app.output()).toContain(logged);

    const user = await makeTestUser();
    const visitor = new HttpVisitor(app.url);
    expect((await visitor.get("/")).status).toBe(200);
    const callback = await visitor.reachCallback("google", user.account);
    expect((await visitor.follow(callback)).status).toBe(503);
    visitor.jar.set(sessionCookie, randomBytes(32).toString("base64url"));
    const page = await visitor.get("/account");
    expect((await visitor.follow(new URL(page.location ?? "", app.url))).status).toBe(503);
    expect((await visitor.get("/api/auth/session")).status).toBe(503);

    const settings = { ...signInSettings(), DATABASE_URL: own.url };
    const doctor = await runDoctor(settings, "--development");
    expect(doctor.code).toBe(1);
    expect(doctor.find("Database", "migrations")).toMatchObject({
      status: "fail",
      text: expect.stringContaining(lacking),
    });
  } finally {
    await app.stop();
    await own.drop();
  }
});

test("a DATABASE_URL that cannot be parsed stops the start, and is not printed", async () => {
  const app = await AppServer.start({
    ...signInSettings(),
    DATABASE_URL: "postgres://foyer:hard#to-guess@127.0.0.1:5432/foyer",
  });
  expect(await app.exited()).toBe(1);
  expect(app.output()).toContain("DATABASE_URL cannot be read: percent-encode");
  expect(app.output()).not.toContain("to-guess");
});

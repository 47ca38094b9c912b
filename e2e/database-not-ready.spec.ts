import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { AppServer, signInSettings } from "./support/app-server";
import { database } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { stack } from "./support/stack";

test("a database without migrations is a 503 that ends there, for people with an old cookie too", async () => {
  const name = `empty_${randomBytes(6).toString("hex")}`;
  await database().unsafe(`create database ${name}`);
  const address = new URL(stack().databaseUrl);
  address.pathname = name;
  const app = await AppServer.start({ ...signInSettings(), DATABASE_URL: address.href });
  try {
    await app.ready();
    const visitor = new HttpVisitor(app.url);
    visitor.jar.set("authjs.session-token", randomBytes(32).toString("base64url"));
    const page = await visitor.get("/account");
    const told = await visitor.follow(new URL(page.location ?? "", app.url));
    expect(told.status).toBe(503);
    expect(JSON.parse((await visitor.get("/api/health")).body)).toMatchObject({
      ready: false,
      migrations: expect.stringContaining("npm run db:migrate"),
    });
  } finally {
    await app.stop();
  }
});

test("an address of a database that cannot be read stops the start, and is not printed", async () => {
  const app = await AppServer.start({
    ...signInSettings(),
    DATABASE_URL: "postgres://foyer:hard#to-guess@127.0.0.1:5432/foyer",
  });
  expect(await app.exited()).toBe(1);
  expect(app.output()).toContain("DATABASE_URL cannot be read: percent-encode");
  expect(app.output()).not.toContain("to-guess");
});

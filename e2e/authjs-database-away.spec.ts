import { expect, test } from "@playwright/test";
import type { AppServer } from "./support/app-server";
import { jsonOf } from "./support/auth-request";
import { startBuilderApp } from "./support/builder-app";
import { control } from "./support/control";
import { openLine } from "./support/database-line";
import { HttpVisitor } from "./support/http-visitor";
import { expectHealthy } from "./support/outage";
import { stack } from "./support/stack";
import type { TcpForwarder } from "./support/tcp-forwarder";

// The tests share one app and one line to its database, which each of them breaks.
test.describe.configure({ mode: "default" });

let app: AppServer;
let line: TcpForwarder;

test.beforeAll(async () => {
  const { line: opened, url } = await openLine(stack().databaseUrl);
  line = opened;
  app = await startBuilderApp({ DATABASE_URL: url });
});
test.afterEach(back);
test.afterAll(async () => {
  await app?.stop();
  await line?.close();
});

async function back(): Promise<void> {
  line.resume();
  await expectHealthy(app);
}

async function signedIn(): Promise<HttpVisitor> {
  const visitor = new HttpVisitor(app.url);
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  return visitor;
}

test("a route handler wrapped with auth responds with 503, and does not run", async () => {
  const visitor = await signedIn();
  line.cut();
  const response = await visitor.get("/authjs/api/admin");
  expect([response.status, jsonOf(response)]).toEqual([
    503,
    { error: "DatabaseUnavailable", reference: expect.stringMatching(/^\w{10}$/) },
  ]);
  expect(response.headers).toMatchObject({ "retry-after": "10", "cache-control": "no-store" });
});

test("a page that calls auth redirects to a 503, and takes nobody for signed out", async () => {
  const visitor = await signedIn();
  line.cut();
  const { location } = await visitor.get("/authjs/server");
  expect(location).toBe("/unavailable?returnTo=%2Fauthjs%2Fserver");
  expect((await visitor.get(location ?? "")).status).toBe(503);
  await back();
  expect((await visitor.get("/authjs/server")).body).toContain("Signed in as");
});

test("signIn in a server action of a signed-in user says that the database is away", async () => {
  const visitor = await signedIn();
  const { action, fields } = await visitor.form("/authjs/login", "Sign in to the dashboard");
  line.cut();
  const { location } = await visitor.submit(action || "/authjs/login", fields);
  expect(location).toBe("/unavailable?returnTo=%2Fauthjs%2Fdashboard");
});

test("signOut in a server action says that the user is still signed in", async () => {
  const visitor = await signedIn();
  const { action, fields } = await visitor.form("/authjs/login", "Sign out to the server page");
  line.cut();
  const { location } = await visitor.submit(action || "/authjs/login", fields);
  expect(location).toBe("/unavailable?returnTo=%2Fauthjs%2Fserver");
  expect((await visitor.get(location ?? "")).body).toContain("You’re still signed in");
  await back();
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("signOut with redirect: false does not return while the user is still signed in", async () => {
  const visitor = await signedIn();
  const { action, fields } = await visitor.form("/authjs/dashboard", "Sign out quietly");
  line.cut();
  const { location } = await visitor.submit(action || "/authjs/dashboard", fields);
  expect(location).toMatch(/^\/unavailable\?/);
  await back();
  expect(await visitor.sessionUser()).not.toBeNull();
});

import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { attachLog, startApp } from "./support/app-server";
import { signedInAt } from "./support/at-callback";
import { control } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { openLine, outages } from "./support/database-line";
import { type HttpResponse, referenceOn } from "./support/http-response";
import { HttpVisitor, signInUrl, signOutUrl } from "./support/http-visitor";
import { expectHealthy, expectUnavailable, patienceMs } from "./support/outage";
import { shareAppBehindLine } from "./support/shared-app";
import { stack } from "./support/stack";

// The tests share one app and one line to its database, which each of them breaks.
test.describe.configure({ mode: "default" });

const shared = shareAppBehindLine();

test.afterEach(async () => {
  await attachLog(shared.app);
  shared.line.resume();
  await expectHealthy(shared.app);
  // A statement's parameters include token hashes and addresses.
  expect(shared.app.output()).not.toMatch(/params:|Failed query:/);
});

test("an app that starts while the database is down serves pages, and is ready once it is back", async () => {
  const { line: ownLine, url } = await openLine(stack().databaseUrl);
  ownLine.cut();
  const ownApp = await startApp({ DATABASE_URL: url });
  try {
    const visitor = new HttpVisitor(ownApp.url);
    expect((await visitor.get("/")).status).toBe(200);
    const health = await visitor.get("/api/health");
    expect([health.status, JSON.parse(health.body)]).toEqual([
      503,
      expect.objectContaining({ live: true, ready: false }),
    ]);
    ownLine.resume();
    await expectHealthy(ownApp);
  } finally {
    await ownApp.stop();
    await ownLine.close();
  }
});

for (const [how, breakLine] of Object.entries(outages)) {
  test(`with the database ${how}, signed-out visitors see pages and can start a sign-in`, async () => {
    breakLine(shared.line);
    const visitor = new HttpVisitor(shared.app.url);
    for (const path of ["/", "/sign-in"]) {
      const page = await visitor.get(path);
      expect(page.status).toBe(200);
      expect(page.body).toContain(`action="${signInUrl("google")}"`);
    }
    const started = await visitor.start("google");
    expect([started.status, started.location]).toEqual([303, expect.stringContaining("/google/")]);
    expect((await visitor.get("/account")).location).toBe("/sign-in?callbackUrl=%2Faccount");
  });

  test(`with the database ${how}, the health check reports live and not ready`, async () => {
    breakLine(shared.line);
    const visitor = new HttpVisitor(shared.app.url);
    const ready = await visitor.get("/api/health");
    expect(ready.status).toBe(503);
    expect(JSON.parse(ready.body)).toMatchObject({ live: true, ready: false });
    expect(ready.milliseconds).toBeLessThan(patienceMs);
    const live = await visitor.get("/api/health?probe=live");
    expect([live.status, JSON.parse(live.body)]).toEqual([200, { live: true }]);
  });

  test(`with the database ${how}, a signed-in user is told so and stays signed in`, async () => {
    const visitor = await signedInAt(shared.app.url);
    breakLine(shared.line);
    const session = visitor.get("/api/auth/session");
    // In parallel, as each may wait for the database.
    await Promise.all(["/", "/account"].map((path) => expectUnavailablePage(visitor, path)));
    expect((await session).status).toBe(503);
    expect((await session).headers["retry-after"]).toBeDefined();

    shared.line.resume();
    await expectHealthy(shared.app);
    expect(await visitor.sessionUser()).not.toBeNull();
    const back = await visitor.get("/unavailable?step=page&returnTo=%2Faccount");
    expect(back.location).toBe("/account");
  });

  test(`with the database ${how}, a callback responds with 503 and writes nothing, and a retry succeeds`, async () => {
    const user = await control.createAccount({ google: {} });
    const visitor = new HttpVisitor(shared.app.url);
    const url = await visitor.reachCallback("google", user);
    breakLine(shared.line);
    const response = await visitor.follow(url);
    await expectExplained(response);
    expect(visitor.sessionToken()).toBe("");
    shared.line.resume();
    await expectHealthy(shared.app);
    expect(await countRowsOf(user)).toEqual(noRows);
    expect((await visitor.signIn("google", user)).status).toBe(303);
  });

  test(`with the database ${how}, a sign-out says that it failed`, async () => {
    const visitor = await signedInAt(shared.app.url);
    const token = visitor.sessionToken();
    breakLine(shared.line);
    const response = await visitor.submit(signOutUrl, []);
    expect(response.status).toBe(303);
    expect(response.milliseconds).toBeLessThan(patienceMs);
    expect(visitor.sessionToken()).toBe(token);
    const unavailable = await visitor.follow(new URL(response.location ?? "", shared.app.url));
    await expectExplained(unavailable);
    expect(unavailable.body).toContain("You’re still signed in");
    shared.line.resume();
    await expectHealthy(shared.app);
    const back = await visitor.follow(new URL(response.location ?? "", shared.app.url));
    expect(back.location).toBe("/");
    expect((await visitor.get("/")).body).toContain("You’re still signed in.");
    expect(await visitor.sessionUser()).not.toBeNull();
    await visitor.signOut();
    expect(await visitor.sessionUser()).toBeNull();
  });
}

test("connections that fall silent are replaced by new ones", async () => {
  const visitor = await signedInAt(shared.app.url);
  const requestAtOnce = async () => {
    const responses = Array.from({ length: 20 }, () => visitor.get("/api/auth/session"));
    return (await Promise.all(responses)).map(({ status }) => status);
  };
  expect(new Set(await requestAtOnce())).toEqual(new Set([200]));
  shared.line.abandon();
  expect(await requestAtOnce()).toContain(503);
  expect(new Set(await requestAtOnce())).toEqual(new Set([200]));
});

async function expectUnavailablePage(visitor: HttpVisitor, path: string): Promise<void> {
  const page = await visitor.get(path);
  expect(page.milliseconds).toBeLessThan(patienceMs);
  const unavailable = await visitor.follow(new URL(page.location ?? "", shared.app.url));
  await expectExplained(unavailable);
  expect(unavailable.body).toContain("Try again");
}

async function expectExplained(response: HttpResponse): Promise<void> {
  expectUnavailable(response);
  const { error } = await logLineOf(referenceOn(response), () => shared.app.output());
  expect(error?.map(({ name }) => name)).toContain("DatabaseUnavailableError");
}

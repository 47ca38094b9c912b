import { expect, test } from "@playwright/test";
import { type AccountAction, accountActions, actionFields } from "./support/account-actions";
import { type AccountScenario, createScenario, stored } from "./support/account-scenario";
import { AppServer, signInSettings } from "./support/app-server";
import { control } from "./support/control";
import type { FormField } from "./support/html-form";
import type { HttpResponse } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { expectHealthy, expectUnavailable, patienceMs } from "./support/outage";
import { stack } from "./support/stack";
import { TcpForwarder } from "./support/tcp-forwarder";

const pages = [
  "/account",
  "/account/connections",
  "/account/connections/offer",
  "/account/sessions",
  "/account/sessions/ended",
  "/account/activity",
  "/account/data",
  "/account/data/delete",
  "/account/confirm?returnTo=%2Faccount%2Fdata",
];

// The tests share one app and one line to its database, which each of them breaks.
test.describe.configure({ mode: "default", timeout: 90_000 });

let line: TcpForwarder;
let app: AppServer;

test.beforeAll(async () => {
  const database = new URL(stack().databaseUrl);
  line = await TcpForwarder.start({ host: database.hostname, port: Number(database.port) });
  database.port = String(line.port);
  app = await AppServer.start({ ...signInSettings(), DATABASE_URL: database.href });
  await app.ready();
});

test.afterAll(async () => {
  await app?.stop();
  await line?.close();
});

test.afterEach(async ({ browserName: _ }, testInfo) => {
  await testInfo.attach("app.log", { body: app.output(), contentType: "text/plain" });
  await recover();
});

const breaks = {
  down: () => line.cut(),
  silent: () => line.hang(),
};

for (const [how, breakLine] of Object.entries(breaks)) {
  test(`with the database ${how}, every account page says so, and works again afterwards`, async () => {
    const visitor = new HttpVisitor(app.url);
    await visitor.signIn("google", await control.createAccount({ google: {}, github: {} }));
    breakLine();
    const shown = await Promise.all(pages.map((page) => opened(visitor, page)));
    for (const response of shown) expectExplained(response);
    await recover();
    for (const page of pages) {
      const { status, location } = await visitor.get(page);
      expect([page, status < 400, location ?? ""]).toEqual([
        page,
        true,
        expect.not.stringMatching(/unavailable|sign-in/),
      ]);
    }
  });

  test(`with the database ${how}, every action changes nothing, and works afterwards`, async () => {
    const prepared = await Promise.all(Object.values(accountActions).map(prepare));
    breakLine();
    const responses = await Promise.all(prepared.map((action) => action.press()));
    const shown = await Promise.all(
      prepared.map(({ scenario }, n) => follow(scenario.visitor, responses[n] as HttpResponse)),
    );
    for (const response of shown) expectExplained(response);
    await recover();
    for (const { scenario, before, press, action } of prepared) {
      expect(await stored(scenario)).toEqual(before);
      const response = await press();
      expect(response.status).toBeLessThan(400);
      await action.happened(scenario, response);
    }
  });
}

async function prepare(action: AccountAction) {
  const scenario: AccountScenario = await createScenario(new HttpVisitor(app.url));
  await action.arrange?.(scenario);
  const form: FormField[] = [...(await actionFields(scenario, action)), ...action.fields(scenario)];
  const path = action.path ?? action.page(scenario);
  const press = () => scenario.visitor.submit(path, form);
  return { action, scenario, press, before: await stored(scenario) };
}

async function opened(visitor: HttpVisitor, page: string): Promise<HttpResponse> {
  return follow(visitor, await visitor.get(page));
}

/** The page that the browser ends up on. */
async function follow(visitor: HttpVisitor, response: HttpResponse): Promise<HttpResponse> {
  if (!response.location) return response;
  expect(response.location).toMatch(/^\/unavailable\?/);
  expect(response.milliseconds).toBeLessThan(patienceMs);
  return visitor.follow(new URL(response.location, app.url));
}

function expectExplained(response: HttpResponse): void {
  expectUnavailable(response);
  expect(response.body).toContain("We cannot reach our records right now");
  expect(response.body).toContain("Try again");
}

async function recover(): Promise<void> {
  line.resume();
  await expectHealthy(app);
}

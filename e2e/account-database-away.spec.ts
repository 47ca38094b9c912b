import { expect, test } from "@playwright/test";
import { type AccountAction, prepareAction } from "./support/account-action";
import { accountActions } from "./support/account-actions";
import { createScenario, stored } from "./support/account-scenario";
import { attachLog } from "./support/app-server";
import { control } from "./support/control";
import { outages } from "./support/database-line";
import type { HttpResponse } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { expectHealthy, expectUnavailable, patienceMs } from "./support/outage";
import { shareAppBehindLine } from "./support/shared-app";

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

const shared = shareAppBehindLine();

test.afterEach(async () => {
  await attachLog(shared.app);
  await recover();
});

for (const [how, breakLine] of Object.entries(outages)) {
  test(`with the database ${how}, every account page says so, and works again afterwards`, async () => {
    const visitor = new HttpVisitor(shared.app.url);
    await visitor.signIn("google", await control.createAccount({ google: {}, github: {} }));
    breakLine(shared.line);
    const shown = await Promise.all(pages.map((page) => open(visitor, page)));
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
    breakLine(shared.line);
    const responses = await Promise.all(prepared.map((action) => action.submit()));
    const shown = await Promise.all(
      prepared.map(({ scenario }, n) => follow(scenario.visitor, responses[n] as HttpResponse)),
    );
    for (const response of shown) expectExplained(response);
    await recover();
    for (const { scenario, before, submit, action } of prepared) {
      expect(await stored(scenario)).toEqual(before);
      const response = await submit();
      expect(response.status).toBeLessThan(400);
      await action.happened(scenario, response);
    }
  });
}

async function prepare(action: AccountAction) {
  const scenario = await createScenario(new HttpVisitor(shared.app.url));
  return { ...(await prepareAction(action, scenario)), before: await stored(scenario) };
}

async function open(visitor: HttpVisitor, page: string): Promise<HttpResponse> {
  return follow(visitor, await visitor.get(page));
}

/** The page that the browser ends up on. */
async function follow(visitor: HttpVisitor, response: HttpResponse): Promise<HttpResponse> {
  if (!response.location) return response;
  expect(response.location).toMatch(/^\/unavailable\?/);
  expect(response.milliseconds).toBeLessThan(patienceMs);
  return visitor.follow(new URL(response.location, shared.app.url));
}

function expectExplained(response: HttpResponse): void {
  expectUnavailable(response);
  expect(response.body).toContain("Something’s down on our side");
  expect(response.body).toContain("Try again");
}

async function recover(): Promise<void> {
  shared.line.resume();
  await expectHealthy(shared.app);
}

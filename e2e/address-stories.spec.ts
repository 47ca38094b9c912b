import { chromium, type Page } from "@playwright/test";
import playwrightConfig from "../playwright.config";
import type { AppServer } from "./support/app-server";
import { type Account, control, type ProviderName } from "./support/control";
import { database } from "./support/database";
import { alreadyKnown } from "./support/guided-linking";
import { greeting } from "./support/home-page";
import { shareApp } from "./support/shared-app";
import { chooseAccount, continueButton, signIn, signOut } from "./support/sign-in";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });

/** A browser that resolves the stack's origin, the only one the providers know, to this app. */
async function browserAt(app: AppServer) {
  const { launchOptions } = playwrightConfig.projects?.[0]?.use ?? {};
  const hosts = `MAP ${new URL(stack().appUrl).host} ${new URL(app.url).host}`;
  const args = [...(launchOptions?.args ?? []), `--host-resolver-rules=${hosts}`];
  const browser = await chromium.launch({ ...launchOptions, args });
  const page = await browser.newPage({ baseURL: stack().appUrl });
  return { page, close: () => browser.close() };
}

/** Presses the provider's button and chooses this account by id, as two may share an address. */
async function choose(page: Page, provider: ProviderName, { id }: Account) {
  await continueButton(page, provider).click();
  await page.locator(`button[value="${id}"]`).click();
}

/** Reads the session over the app's own port; Playwright's requests ignore the browser's host rules. */
async function sessionUser(page: Page, app: AppServer) {
  const cookies = await page.context().cookies(stack().appUrl);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
  // Without it, the app would report a use in another browser.
  const userAgent = await page.evaluate(() => navigator.userAgent);
  const headers = { cookie, "user-agent": userAgent };
  const response = await fetch(`${app.url}/api/auth/session`, { headers });
  return ((await response.json()) as { user: { id: string; email: string } }).user;
}

for (const linking of ["true", "authoritative", "false"]) {
  test.describe(`with AUTH_LINK_VERIFIED_EMAIL=${linking}`, () => {
    test.describe.configure({ mode: "default" });

    const shared = shareApp({ AUTH_LINK_VERIFIED_EMAIL: linking });
    let first: Awaited<ReturnType<typeof browserAt>>;
    let second: Awaited<ReturnType<typeof browserAt>>;

    test.beforeEach(async () => {
      const { app } = shared;
      [first, second] = await Promise.all([browserAt(app), browserAt(app)]);
    });
    test.afterEach(() => Promise.all([first?.close(), second?.close()]));

    for (const days of [0, 300]) {
      test(`the next holder of an address, last used here ${days} days ago, gets an account of their own`, async () => {
        const { app } = shared;
        const former = await makeTestUser();
        await first.page.goto("/");
        await signIn(first.page, "google", former);
        await expect(greeting(first.page, former.username)).toBeVisible();
        const formerUser = await sessionUser(first.page, app);
        await database()`update accounts set last_used_at = now() - ${days} * interval '1 day'
          where user_id = ${formerUser.id}`;

        const next = await control.createAccount({ google: { email: former.address } });
        await second.page.goto("/");
        await choose(second.page, "google", next);
        await second.page.getByRole("button", { name: "Allow" }).click();
        await expect(heading(second.page)).toHaveText(alreadyKnown);
        await second.page.getByRole("button", { name: "Start a new account" }).click();
        await expect(second.page.getByRole("status")).toContainText("Your new account is ready.");
        const nextUser = await sessionUser(second.page, app);
        expect(nextUser.id).not.toBe(formerUser.id);
        expect(nextUser.email).toBe(former.address);

        await first.page.goto("/account");
        expect((await sessionUser(first.page, app)).id).toBe(formerUser.id);
        await expect(first.page.getByText("No longer confirmed")).toBeVisible();
        await first.page.goto("/account/activity");
        await expect(
          first.page.getByText("Your email address now belongs to a new account"),
        ).toBeVisible();
        await first.page.goto("/account/connections");
        await expect(first.page.getByRole("link", { name: /^Disconnect/ })).toHaveCount(0);

        await second.page.goto("/");
        await signOut(second.page);
        await choose(second.page, "google", next);
        await expect.poll(async () => (await sessionUser(second.page, app))?.id).toBe(nextUser.id);
      });
    }

    test("an account that adopts another user's address gets none of their sign-ins", async () => {
      const { app } = shared;
      const victim = await makeTestUser();
      const attacker = await makeTestUser();
      await first.page.goto("/");
      await signIn(first.page, "google", attacker);
      const attackerUser = await sessionUser(first.page, app);
      await second.page.goto("/");
      await signIn(second.page, "github", victim);
      const victimUser = await sessionUser(second.page, app);
      await second.page.goto("/");
      await signOut(second.page);

      // The attacker keeps their subject and is the last to use the address.
      await control.changeAccount(attacker.account.id, { google: { email: victim.address } });
      await signOut(first.page);
      await choose(first.page, "google", attacker.account);
      await expect.poll(async () => (await sessionUser(first.page, app))?.id).toBe(attackerUser.id);

      await second.page.goto("/");
      await choose(second.page, "google", victim.account);
      await second.page.getByRole("button", { name: "Allow" }).click();
      await expect(heading(second.page)).toHaveText(alreadyKnown);
      await expect(continueButton(second.page, "google")).toHaveCount(0);
      await chooseAccount(second.page, "github", victim);
      await expect(heading(second.page)).toHaveText("Connect Google?");
      await second.page.getByRole("button", { name: "Connect Google" }).click();
      await expect(second.page.getByRole("status")).toContainText("Google is connected.");
      expect((await sessionUser(second.page, app)).id).toBe(victimUser.id);
    });
  });
}

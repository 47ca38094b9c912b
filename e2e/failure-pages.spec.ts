import { readFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { signedInPage } from "./support/browser-session";
import { control, providerNames, providerTitles } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { chooseAccount, continueButton, expectGreeting, signIn } from "./support/sign-in";
import { siteName } from "./support/site-name";
import { expect, test } from "./support/test";
import { makeTestUser, unverified } from "./support/test-user";

test.use({ clientErrors: "expected" });

for (const provider of providerNames) {
  const title = providerTitles[provider];

  test(`an address that ${title} has not verified is rejected, with a way to fix it @nojs`, async ({
    page,
  }) => {
    const user = await makeTestUser({ google: { email_verified: false } });
    await control.changeAccount(user.account.id, {
      github: { emails: unverified(user.address) },
    });
    await page.goto("/account");
    await signIn(page, provider, user);
    await expectFailure(page, `${title} has no verified email address for you`);
    await expect(page.getByText("verify")).toContainText("then sign in again");
    expect(await logLineOf(await referenceOn(page))).toMatchObject({
      event: "sign-in.failed",
      provider,
      failure: "refused",
      reason: "email-unverified",
    });
    expect(await countRowsOf(user.account)).toEqual(noRows);

    await page.getByRole("link", { name: "Sign in again" }).click();
    await expect(page).toHaveURL("/sign-in?callbackUrl=%2Faccount");
    await expect(continueButton(page, provider)).toBeVisible();
  });

  test(`a callback from ${title} with a foreign state gets a page that echoes none of it @nojs`, async ({
    page,
  }) => {
    const user = await makeTestUser();
    await control.placeFault({
      account: user.account.id,
      endpoint: "authorize",
      fault: {
        kind: "params",
        set: { state: "planted-state", error_description: "planted-words" },
      },
    });
    await page.goto("/");
    await signIn(page, provider, user);
    await expectFailure(page, "This sign-in couldn’t be completed");
    await expect(page.getByText("Start again from the sign-in page")).toBeVisible();
    expect(await page.content()).not.toContain("planted");
    expect(await logLineOf(await referenceOn(page))).toMatchObject({
      event: "sign-in.failed",
      provider,
      failure: "callback-not-ours",
    });
    expect(await countRowsOf(user.account)).toEqual(noRows);
  });

  test(`when ${title} does not redeem its code, the page says so and a later attempt works @nojs`, async ({
    page,
  }) => {
    const user = await makeTestUser();
    await control.placeFault({
      account: user.account.id,
      endpoint: "token",
      fault: { kind: "status", status: 503, body: "planted-answer" },
      times: 1,
    });
    await page.goto("/");
    await signIn(page, provider, user);
    await expectFailure(page, `${title} couldn’t confirm who you are`);
    expect(await page.content()).not.toContain("planted");
    const line = await logLineOf(await referenceOn(page));
    expect(line).toMatchObject({ event: "sign-in.failed", provider, failure: "provider-failed" });

    await page.getByRole("link", { name: "Sign in again" }).click();
    await chooseAccount(page, provider, user);
    await expectGreeting(page, user);
  });
}

test("a user without an address at GitHub is told to verify one @nojs", async ({ page }) => {
  const user = await makeTestUser({ githubEmails: [] });
  await page.goto("/");
  await signIn(page, "github", user);
  await expectFailure(page, "GitHub has no verified email address for you");
  await expect(page.getByText("On GitHub, go to Settings, Emails")).toBeVisible();
});

test("a failure page has every letter of its words in our font", async ({ page }) => {
  await page.goto("/api/auth/callback/google?code=a&state=b");
  const words = ["en", "de", "fr", "es"].map((locale) =>
    readFileSync(`messages/${locale}.json`, "utf8"),
  );
  const letters = [...new Set(words.join("").replace(/[\s\u2060]/g, ""))];
  const missing = await page.evaluate(async (letters) => {
    await document.fonts.load("600 100px Geist");
    const context = document.createElement("canvas").getContext("2d");
    const widthOf = (letter: string, fallback: string) => {
      if (context) context.font = `600 100px Geist, ${fallback}`;
      return context?.measureText(letter).width;
    };
    return letters.filter((letter) => widthOf(letter, "monospace") !== widthOf(letter, "serif"));
  }, letters);
  expect(missing).toEqual([]);
});

test("an unknown path gets a 404 with a link home, and none of its query @nojs", async ({
  page,
}) => {
  const response = await page.goto("/nothing/here?message=planted-words");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Page not found");
  await expect(page.getByRole("main")).not.toContainText("planted");
  await page.getByRole("link", { name: "Go to the home page" }).click();
  await expect(continueButton(page, "google")).toBeVisible();
});

test("a page of the account about something that is gone gets a 404 that leads back @nojs", async ({
  page,
}) => {
  await signedInPage(page);
  const path = `/account/connections/disconnect?account=${crypto.randomUUID()}`;
  const response = await page.goto(path);
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("That account isn’t connected");
  await page.getByRole("link", { name: "Back to connected accounts" }).click();
  await expect(page).toHaveURL("/account/connections");
});

test("a form of the account about something that is gone gets a 404 that leads home @nojs", async ({
  page,
}) => {
  await signedInPage(page);
  await page.goto("/account/connections");
  const field = page.locator('input[name="provider"]').first();
  await field.evaluate((input: HTMLInputElement) => {
    input.value = "gone";
  });
  const response = page.waitForResponse((sent) => sent.request().method() === "POST");
  await page
    .getByRole("button", { name: /^Connect / })
    .first()
    .click();
  expect((await response).status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    /^(Page not found|That isn’t here)/,
  );
});

test("a callback of an unknown provider gets a 404, with a reference that is in the log @nojs", async ({
  page,
}) => {
  const response = await page.goto("/api/auth/callback/planted?code=planted&state=planted");
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "This way to sign in isn’t available",
  );
  expect(await page.content()).not.toContain("planted");
  await page.getByRole("link", { name: "Go to the sign-in page" }).click();
  await expect(page).toHaveURL("/sign-in");
  await page.goBack();
  await logLineOf(await referenceOn(page));
});

async function expectFailure(page: Page, heading: string) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(heading);
  await expect(page.getByText("Error 401")).toBeVisible();
  await expect(page.getByRole("link", { name: "Sign in again" })).toBeVisible();
  await expect(page).toHaveTitle(`${heading} · ${siteName}`);
}

async function referenceOn(page: Page): Promise<string> {
  return (await page.getByText("Reference:").getByRole("code").textContent()) ?? "";
}

import type { Page } from "@playwright/test";
import { expectAccessible } from "./support/accessibility";
import { HttpVisitor } from "./support/http-visitor";
import { invitationPath, newToken } from "./support/operator-links";
import { continueButton, signIn } from "./support/sign-in";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

const instagram =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21G93 Instagram 359.0.0.37.88 (iPhone13,3; iOS 17_6_1; nl_NL; nl; scale=3.00; 1170x2532; 666576740) NW/3";
const webView =
  "Mozilla/5.0 (Linux; Android 5.1.1; Nexus 5 Build/LMY48B; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 Chrome/43.0.2357.65 Mobile Safari/537.36";

const heading = (page: Page) => page.getByRole("heading", { level: 1 });
const address = (page: Page) => page.getByRole("main").getByRole("code");

test.describe("inside Instagram", () => {
  test.use({ userAgent: instagram });

  test("Google's button leads to a page that names Safari, and not to Google's error @nojs", async ({
    page,
  }) => {
    await page.goto("/account");
    await continueButton(page, "google").click();
    await expect(heading(page)).toHaveText("Google doesn’t work inside Instagram");
    await expect(page.getByText("open it in Safari")).toBeVisible();
    await expect(address(page)).toHaveText(`${stack().appUrl}/sign-in?callbackUrl=%2Faccount`);
    const google = page.getByRole("button", { name: "Continue with Google", exact: true });
    await expect(google).toHaveCount(0);
  });

  test("the visitor signs in another way from that page, and gets where they wanted to go @nojs", async ({
    page,
  }) => {
    const user = await makeTestUser();
    await page.goto("/account");
    await continueButton(page, "google").click();
    await signIn(page, "github", user);
    await expect(page).toHaveURL("/account");
  });

  test("“Continue with Google anyway” opens Google @nojs", async ({ page }) => {
    const user = await makeTestUser();
    await page.goto("/account");
    await continueButton(page, "google").click();
    await page.getByRole("button", { name: "Continue with Google anyway" }).click();
    await page.getByRole("button", { name: user.handles.google }).click();
    await page.getByRole("button", { name: "Allow" }).click();
    await expect(page).toHaveURL("/account");
  });

  test("the page is accessible, and fits a narrow phone", async ({ page }) => {
    await page.goto(invitationPath(newToken()));
    await continueButton(page, "google").click();
    await expect(heading(page)).toBeVisible();
    await expectAccessible(page);
  });

  test("the copied address is the one that the page shows", async ({ page, context }) => {
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.goto("/account");
    await continueButton(page, "google").click();
    await page.getByRole("button", { name: "Copy address" }).click();
    await expect(page.getByText("Copied")).toBeVisible();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await address(page).textContent());
  });
});

test.describe("inside Instagram, signed in with GitHub", () => {
  test.use({ userAgent: instagram });

  test("connecting Google names Safari too, and leads to the page it was on @nojs", async ({
    page,
  }) => {
    const user = await makeTestUser();
    await page.goto("/account/connections");
    await signIn(page, "github", user);
    await page.getByRole("button", { name: "Connect Google" }).click();
    await expect(page.getByText("Google doesn’t work inside Instagram")).toBeVisible();
    await expect(page.getByText("Open this site in Safari, sign in there")).toBeVisible();
    await expect(page).toHaveURL("/account/connections");
  });
});

test.describe("inside an app that doesn't say its name", () => {
  test.use({ userAgent: webView });

  test("the page names Chrome, and keeps the invitation @nojs", async ({ page }) => {
    const token = newToken();
    await page.goto(invitationPath(token));
    await continueButton(page, "google").click();
    await expect(heading(page)).toHaveText("Google doesn’t work inside this app");
    await expect(page.getByText("open it in Chrome")).toBeVisible();
    await expect(address(page)).toHaveText(`${stack().appUrl}${invitationPath(token)}`);
  });
});

test("the page's own address leads to the sign-in page in a browser that Google accepts", async () => {
  const token = newToken();
  const query = `provider=google&callbackUrl=%2Forders&invitation=${token}`;
  const response = await new HttpVisitor().get(`/sign-in/open-browser?${query}`);
  expect(response.location).toBe(`/sign-in?callbackUrl=%2Forders&invitation=${token}`);
});

for (const query of ["", "?provider=unknown", "?provider=github", "?provider=google&provider=x"]) {
  test(`the page is for a provider that refuses the browser, and not for "${query}"`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ userAgent: instagram });
    const page = await context.newPage();
    await page.goto(`${stack().appUrl}/sign-in/open-browser${query}`);
    await expect(page).toHaveURL(/\/sign-in$/);
    await context.close();
  });
}

import type { Locator } from "@playwright/test";
import { activityKinds } from "./support/account-rows";
import { signedInPage } from "./support/browser-session";
import { countRowsOf } from "./support/database";
import {
  expectChooser,
  holdPosts,
  openHydrated,
  restoreFromCache,
  spinnerOf,
} from "./support/pressed-button";
import { continueButton, expectGreeting, signInNewUser } from "./support/sign-in";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";
import { openUserMenu, userButton } from "./support/user-menu";

test("a double click on a provider button starts one sign-in, which completes @nojs", async ({
  page,
}) => {
  const user = await makeTestUser();
  await page.goto("/sign-in");
  await continueButton(page, "github").dblclick();
  await expectChooser(page, "Local GitHub");
  await page.goBack();
  await expect(page).toHaveURL("/sign-in");
  await page.goForward();
  await expectChooser(page, "Local GitHub");
  await page.getByRole("button", { name: user.handles.github }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expectGreeting(page, user);
  expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
});

test("of two pressed provider buttons the first one counts, and without JavaScript the last one @nojs", async ({
  page,
  javaScriptEnabled,
}) => {
  const user = await makeTestUser();
  const posts = await holdPosts(page);
  await page.goto("/sign-in");
  const github = await centreOf(continueButton(page, "github"));
  const google = await centreOf(continueButton(page, "google"));
  await page.mouse.click(...github);
  await expect.poll(posts.count).toBe(1);
  await page.mouse.click(...google);
  if (!javaScriptEnabled) await expect.poll(posts.count).toBe(2);
  posts.release();
  const provider = javaScriptEnabled ? "github" : "google";
  await expectChooser(page, javaScriptEnabled ? "Local GitHub" : "Local Google");
  await page.getByRole("button", { name: user.handles[provider] }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expectGreeting(page, user);
});

test("the buttons work after going back from the provider @nojs", async ({ page }) => {
  await page.goto("/sign-in?callbackUrl=%2Faccount");
  for (const [provider, title] of [
    ["google", "Local Google"],
    ["google", "Local Google"],
    ["github", "Local GitHub"],
  ] as const) {
    await continueButton(page, provider).click();
    await expectChooser(page, title);
    await page.goBack();
    await expect(page).toHaveURL("/sign-in?callbackUrl=%2Faccount");
  }
});

test("a double click on the menu's sign-out button ends the session once and says so @nojs", async ({
  page,
}) => {
  const user = await signInNewUser(page, "github");
  await openUserMenu(page);
  await page.getByRole("button", { name: "Sign out" }).dblclick();
  await expect(page.getByRole("status")).toHaveText("You’re signed out.");
  expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 1, sessions: 0 });
  const kinds = await activityKinds(user.account);
  expect(kinds.filter((kind) => kind === "sign-out")).toHaveLength(1);
});

test("an account button shows that it is pending, and a double click is one submission", async ({
  page,
}) => {
  await signedInPage(page);
  const posts = await holdPosts(page);
  await openHydrated(page, "/account/connections");
  const pressed = page.getByRole("button", { name: "Connect GitHub" });
  const other = page.getByRole("button", { name: "Connect another Google account" });
  await pressed.dblclick();
  await expect(pressed).toHaveAttribute("aria-busy", "true");
  await expect(pressed).toBeFocused();
  await expect(page.getByText("Opening GitHub", { exact: true })).toBeAttached();
  await expect(other).toHaveAttribute("aria-busy", "false");
  await expect(other).toBeDisabled();
  await other.click({ force: true });
  await pressed.press("Enter");
  posts.release();
  await expectChooser(page, "Local GitHub");
  expect(posts.count()).toBe(1);
  await page.goBack();
  await expect(pressed).toBeEnabled();
  await expect(pressed).toHaveAttribute("aria-busy", "false");
  await pressed.click();
  await expectChooser(page, "Local GitHub");
});

test("a pressed button of React's forms keeps its size, with an icon or without", async ({
  page,
}) => {
  await signedInPage(page);
  const posts = await holdPosts(page);
  for (const [path, name] of [
    ["/account", "Save profile"],
    ["/account/connections", "Connect GitHub"],
  ] as const) {
    await openHydrated(page, path);
    const button = page.getByRole("button", { name });
    await button.scrollIntoViewIfNeeded();
    const size = await button.boundingBox();
    await button.click();
    await expect(button).toHaveAttribute("aria-busy", "true");
    await expect(spinnerOf(button)).toBeVisible();
    expect(await button.boundingBox()).toEqual(size);
  }
  posts.release();
});

test("a page restored from the back-forward cache with a pending button reloads", async ({
  page,
}) => {
  await signedInPage(page);
  const posts = await holdPosts(page);
  await openHydrated(page, "/account/connections");
  const button = page.getByRole("button", { name: "Connect GitHub" });
  await button.click();
  await expect(button).toHaveAttribute("aria-busy", "true");
  await restoreFromCache(page);
  await expect(button).toHaveAttribute("aria-busy", "false");
  posts.release();
});

for (const path of ["/", "/account/activity"]) {
  test(`${path} restored from the back-forward cache reloads, and is gone after sign-out`, async ({
    page,
  }) => {
    await signedInPage(page);
    await page.goto(path);
    await expect(userButton(page)).toBeVisible();
    await page.context().clearCookies();
    await restoreFromCache(page);
    await expect(continueButton(page, "google")).toBeVisible();
  });
}

/** The centre of a button, to click it during a navigation, which Playwright's own click waits for. */
async function centreOf(button: Locator): Promise<[number, number]> {
  const { x, y, width, height } = (await button.boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  };
  return [x + width / 2, y + height / 2];
}

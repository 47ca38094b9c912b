import { signedInUser } from "./support/account-form";
import { signedInPage } from "./support/browser-session";
import { HttpVisitor } from "./support/http-visitor";
import {
  announced,
  expectChooser,
  expectPressed,
  expectReady,
  restoreFromCache,
  spinnerOf,
  stopPosts,
} from "./support/pressed-button";
import { continueButton } from "./support/sign-in";
import { expect, test } from "./support/test";
import { openUserMenu } from "./support/user-menu";

test("a pressed provider button shows that it is working, and no press counts until it is done", async ({
  page,
}) => {
  const posts = await stopPosts(page);
  await page.goto("/sign-in");
  const [google, github] = [continueButton(page, "google"), continueButton(page, "github")];
  const size = await google.boundingBox();
  await google.dblclick();
  await expectPressed(google);
  await expect(google).toBeFocused();
  await expect(spinnerOf(google)).toBeVisible();
  await expect(announced(page, "Opening Google")).toBeVisible();
  await expect(announced(page, "Opening GitHub")).toBeHidden();
  expect(await google.boundingBox()).toEqual(size);
  await expect(github).toHaveAttribute("aria-busy", "false");
  await expect(github).toBeDisabled();
  await github.click({ force: true });
  await page.keyboard.press("Enter");
  expect(posts.count()).toBe(1);
});

test("a pressed button is ready again ten seconds later, and its next press starts a sign-in", async ({
  page,
}) => {
  await page.clock.install();
  await page.goto("/sign-in");
  const posts = await stopPosts(page);
  const button = continueButton(page, "google");
  // From here on, time passes only when this test says so, however busy the machine is.
  await page.clock.pauseAt(Date.now() + 60_000);
  await button.click();
  await expectPressed(button);
  await page.clock.runFor(9_900);
  await expectPressed(button);
  await page.clock.runFor(200);
  await expectReady(button);
  await posts.end();
  await button.click();
  await expectChooser(page, "Local Google");
});

test("a sign-in page restored from the back-forward cache has its buttons ready", async ({
  page,
}) => {
  const posts = await stopPosts(page);
  await page.goto("/sign-in");
  const button = continueButton(page, "google");
  await button.click();
  await expectPressed(button);
  await restoreFromCache(page);
  await expectReady(button);
  await expect(announced(page, "Opening Google")).toBeHidden();
  await expect(continueButton(page, "github")).toBeEnabled();
  await posts.end();
  await button.click();
  await expectChooser(page, "Local Google");
});

for (const path of ["/", "/account", "/account/activity"]) {
  test(`a double click on the sign-out button of ${path} is one submission`, async ({ page }) => {
    await signedInPage(page);
    const posts = await stopPosts(page);
    await page.goto(path);
    await openUserMenu(page);
    const button = page.getByRole("button", { name: "Sign out" });
    const size = await button.boundingBox();
    await button.dblclick();
    await expectPressed(button);
    await expect(spinnerOf(button)).toBeVisible();
    await expect(announced(page, "Signing out")).toBeVisible();
    await button.press("Enter");
    expect(await button.boundingBox()).toEqual(size);
    expect(posts.count()).toBe(1);
  });
}

for (const path of ["/", "/sign-in", "/account", "/nothing/here"]) {
  test(`${path} has one script of ours, of at most 1,000 bytes`, async () => {
    const { visitor } = await signedInUser();
    const { body } = await (path === "/sign-in" ? new HttpVisitor() : visitor).get(path);
    const scripts = [...body.matchAll(/<script\b([^>]*)>(.*?)<\/script>/gs)].filter(
      ([, , source = ""]) => source.includes("data-press-once") && !source.includes("__next_f"),
    );
    expect(scripts).toHaveLength(1);
    const [, attributes = "", source = ""] = scripts[0] ?? [];
    expect(attributes).toMatch(/^ nonce="[\w+/=]+"$/);
    expect(Buffer.byteLength(source)).toBeLessThanOrEqual(1_000);
  });
}

test("a pressed button is recognisable in forced colours, and its spinner stands still on request", async ({
  page,
}) => {
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await stopPosts(page);
  await page.goto("/sign-in");
  const button = continueButton(page, "google");
  await button.click();
  const spinner = spinnerOf(button);
  await expect(spinner).toBeVisible();
  await expect(spinner).toHaveCSS("animation-name", "none");
  const ink = await button.evaluate((element) => getComputedStyle(element).color);
  await expect(spinner).toHaveCSS("border-bottom-color", ink);
  await expect(spinner).toHaveCSS("border-top-color", "rgba(0, 0, 0, 0)");
  await page.emulateMedia({ forcedColors: "none", reducedMotion: "no-preference" });
  await expect(spinner).toHaveCSS("animation-name", "spin");
});

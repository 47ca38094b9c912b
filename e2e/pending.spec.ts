import type { Page } from "@playwright/test";
import { makePerson } from "./support/person";
import { continueButton, expectGreeting, signIn } from "./support/sign-in";
import { expect, test } from "./support/test";

test("a pressed button shows that it is at work, and a double click is one submission", async ({
  page,
}) => {
  const posts = await holdPosts(page);
  await openHydrated(page, "/sign-in");
  const pressed = continueButton(page, "github");
  const other = continueButton(page, "google");
  await pressed.dblclick();
  await expect(pressed).toHaveAttribute("aria-busy", "true");
  await expect(pressed).toBeFocused();
  await expect(page.getByText("Opening GitHub")).toBeAttached();
  await expect(other).toHaveAttribute("aria-busy", "false");
  await expect(other).toBeDisabled();
  await other.click({ force: true });
  await pressed.press("Enter");
  posts.release();
  await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
  await expect(page).toHaveTitle(/Local GitHub/);
  expect(posts.count()).toBe(1);
});

test("signing out by a double click ends the session once and says so", async ({ page }) => {
  const person = await makePerson();
  await page.goto("/");
  await signIn(page, "github", person);
  await expectGreeting(page, person);
  const posts = await holdPosts(page);
  await openHydrated(page, "/");
  const button = page.getByRole("button", { name: "Sign out" });
  await button.dblclick();
  await expect(button).toHaveAttribute("aria-busy", "true");
  posts.release();
  await expect(page.getByRole("status")).toHaveText("You have been signed out.");
  expect(posts.count()).toBe(1);
});

test("Back from the provider leaves a button that works", async ({ page }) => {
  const chooser = page.getByRole("heading", { name: "Choose an account" });
  await openHydrated(page, "/sign-in?callbackUrl=%2Faccount");
  await continueButton(page, "google").click();
  await expect(chooser).toBeVisible();
  await page.goBack();
  await expect(page).toHaveURL("/sign-in?callbackUrl=%2Faccount");
  const button = continueButton(page, "google");
  await expect(button).toBeEnabled();
  await expect(button).toHaveAttribute("aria-busy", "false");
  await button.click();
  await expect(chooser).toBeVisible();
});

test("a page that the browser kept with its button pressed is loaded anew when it comes back", async ({
  page,
}) => {
  const posts = await holdPosts(page);
  await openHydrated(page, "/sign-in");
  const button = continueButton(page, "google");
  await button.click();
  await expect(button).toHaveAttribute("aria-busy", "true");
  // Playwright turns the back-forward cache off; this is what a browser says after using it.
  await page.evaluate(() =>
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })),
  );
  await expect(button).toHaveAttribute("aria-busy", "false");
  posts.release();
});

/** Opens a page and waits until React answers for its buttons; nothing that a visitor sees says so. */
async function openHydrated(page: Page, path: string) {
  await page.goto(path);
  await page.waitForFunction(() => {
    const button = document.querySelector("button[type=submit]");
    return button !== null && Object.keys(button).some((key) => key.startsWith("__reactProps"));
  });
}

/** Keeps form submissions on their way until they are released, and counts them. */
async function holdPosts(page: Page) {
  let count = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    count += 1;
    await released;
    // The page may have been left in the meantime.
    return route.fallback().catch(() => {});
  });
  return { release, count: () => count };
}

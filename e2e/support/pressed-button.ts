import type { Locator, Page, Route } from "@playwright/test";
import { expect } from "./test";

/** Expects a button to be busy. */
export async function expectPressed(button: Locator): Promise<void> {
  await expect(button).toHaveAttribute("aria-busy", "true");
  await expect(button).toBeDisabled();
}

/** Expects a button that was pressed before, or whose neighbour was, to work again. */
export async function expectReady(button: Locator): Promise<void> {
  await expect(button).toHaveAttribute("aria-busy", "false");
  await expect(button).toBeEnabled();
}

/** What a screen reader announces when it becomes visible. */
export function announced(page: Page, text: string): Locator {
  return page.locator("[aria-live=polite]").getByText(text, { exact: true });
}

export function spinnerOf(button: Locator): Locator {
  return button.locator(".button-spinner");
}

/** Fires the event of a restored page; Playwright disables the back-forward cache itself. */
export async function restoreFromCache(page: Page): Promise<void> {
  await page.evaluate(() => {
    dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
  });
}

/** Expects a provider's page that lists its accounts. */
export async function expectChooser(page: Page, title: string): Promise<void> {
  await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
  await expect(page).toHaveTitle(new RegExp(title));
}

/** Opens a page and waits until React has hydrated its buttons, which has no visible effect. */
export async function openHydrated(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await page.waitForFunction(() => {
    const button = document.querySelector("button[type=submit]");
    return button !== null && Object.keys(button).some((key) => key.startsWith("__reactProps"));
  });
}

/** Holds back form submissions until they are released, and counts them. */
export async function holdPosts(page: Page): Promise<{ release(): void; count(): number }> {
  let count = 0;
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route("**/*", async (route) => {
    if (route.request().method() !== "POST") return route.fallback();
    count += 1;
    await released;
    // The page may have navigated away meanwhile.
    return route.fallback().catch(() => {});
  });
  return { release, count: () => count };
}

/**
 * Ends each submission without a page, as when the visitor stops it, and counts them: while a
 * navigation is under way, Playwright looks at no page.
 */
export async function stopPosts(page: Page): Promise<{ end(): Promise<void>; count(): number }> {
  let count = 0;
  const stop = (route: Route) => {
    if (route.request().method() !== "POST") return route.fallback();
    count += 1;
    return route.fulfill({ status: 204 });
  };
  await page.route("**/*", stop);
  return { end: () => page.unroute("**/*", stop), count: () => count };
}

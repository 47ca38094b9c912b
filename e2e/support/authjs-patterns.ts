import { randomBytes } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import type { AppServer } from "./app-server";
import { startBuilderAppAt } from "./builder-app";
import { makeTestUser, type TestUser } from "./test-user";

/** How many starts the app allows each address in an hour. */
export const startsAllowed = 6;

/**
 * Shares the builder's app at one of its addresses, with its rate limits on. Tests can open its pages by
 * their paths.
 */
export function shareBuilderApp(addressOf: () => string) {
  let app: AppServer;
  test.beforeAll(async () => {
    app = await startBuilderAppAt(addressOf(), {
      TRUSTED_PROXY_HOPS: "1",
      RATE_LIMIT: "on",
      RATE_LIMIT_SIGN_IN: `${startsAllowed}/1h`,
    });
  });
  test.afterAll(() => app?.stop());
  test.use({
    // biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern.
    baseURL: async ({}, use) => use(addressOf()),
    // Each test is at an address of its own.
    // biome-ignore lint/correctness/noEmptyPattern: as above.
    extraHTTPHeaders: async ({}, use) => use({ "x-forwarded-for": nextAddress() }),
  });
}

/** The address of another client, as a reverse proxy reports it. */
function nextAddress(): string {
  const bytes = [...randomBytes(8)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return `2001:db8:${bytes.match(/.{4}/g)?.join(":")}::1`;
}

/** Presses a button of the builder's page. */
export function press(page: Page, name: string): Promise<void> {
  return page.getByRole("button", { name, exact: true }).click();
}

/** At Google: chooses the account of a user who signs in for the first time, and allows it. */
export async function allowAtGoogle(page: Page, user: TestUser): Promise<void> {
  await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
  await page.getByRole("button", { name: user.handles.google }).click();
  await page.getByRole("button", { name: "Allow" }).click();
}

/** Signs a new user in with a button of the builder's, and returns to its page. */
export async function signInAtBuilders(page: Page): Promise<TestUser> {
  const user = await makeTestUser({ google: { name: "Rosa Example" } });
  await page.goto("/authjs/login");
  await press(page, "Sign in with Google");
  await allowAtGoogle(page, user);
  await expect(page).toHaveURL("/authjs/login");
  return user;
}

/** The session as `GET /api/auth/session` returns it. */
export async function sessionOf(page: Page): Promise<unknown> {
  return (await page.request.get("/api/auth/session")).json();
}

/** The sign-in page that returns to a path. */
export function signInPage(path: string): string {
  return `/sign-in?${new URLSearchParams({ callbackUrl: path })}`;
}

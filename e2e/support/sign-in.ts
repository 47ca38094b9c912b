import { expect, type Page } from "@playwright/test";
import { type ProviderName, providerTitles } from "./control";
import { greeting } from "./home-page";
import { siteName } from "./site-name";
import { makeTestUser, type TestUser } from "./test-user";
import { openUserMenu } from "./user-menu";

/** Our button for signing in with a provider. */
export function continueButton(page: Page, provider: ProviderName) {
  return page.getByRole("button", { name: `Continue with ${providerTitles[provider]}` });
}

/** Presses the provider's button and chooses the account; the provider may ask for consent next. */
export async function chooseAccount(page: Page, provider: ProviderName, user: TestUser) {
  await continueButton(page, provider).click();
  await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
  await page.getByRole("button", { name: user.handles[provider] }).click();
}

/** Goes up to the provider's consent page. */
export async function reachConsent(page: Page, provider: ProviderName, user: TestUser) {
  await chooseAccount(page, provider, user);
  await expect(page.getByRole("heading", { name: `${siteName} wants access` })).toBeVisible();
}

/** A user's first sign-in with a provider, from the current page. */
export async function signIn(page: Page, provider: ProviderName, user: TestUser) {
  await reachConsent(page, provider, user);
  await page.getByRole("button", { name: "Allow" }).click();
}

/** Makes a user, signs them in from the home page, and expects to be greeted. */
export async function signInNewUser(
  page: Page,
  provider: ProviderName,
  facts: Parameters<typeof makeTestUser>[0] = {},
): Promise<TestUser> {
  const user = await makeTestUser(facts);
  await page.goto("/");
  await signIn(page, provider, user);
  await expectGreeting(page, user);
  return user;
}

/** Expects the home page to greet this user. */
export async function expectGreeting(page: Page, user: TestUser) {
  await expect(greeting(page, user.username)).toBeVisible();
  await expect(page).toHaveURL("/");
}

/** Signs out with the button in the user's menu. */
export async function signOut(page: Page) {
  await openUserMenu(page);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("status")).toHaveText("You’re signed out.");
}

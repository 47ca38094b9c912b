import { expect, type Page } from "@playwright/test";
import type { ProviderName } from "./control";
import type { TestUser } from "./test-user";

export const providerTitles: Record<ProviderName, string> = { google: "Google", github: "GitHub" };

/** The button of ours that leads to a provider. */
export function continueButton(page: Page, provider: ProviderName) {
  return page.getByRole("button", { name: `Continue with ${providerTitles[provider]}` });
}

/** Presses the provider's button and chooses the account; what the provider asks then is open. */
export async function chooseAccount(page: Page, provider: ProviderName, user: TestUser) {
  await continueButton(page, provider).click();
  await expect(page.getByRole("heading", { name: "Choose an account" })).toBeVisible();
  await page.getByRole("button", { name: user.handles[provider] }).click();
}

/** Up to the provider's question whether we may know who this is. */
export async function reachConsent(page: Page, provider: ProviderName, user: TestUser) {
  await chooseAccount(page, provider, user);
  await expect(page.getByRole("heading", { name: "Foyer wants access" })).toBeVisible();
}

/** A person's first sign-in with a provider, from the page that is open. */
export async function signIn(page: Page, provider: ProviderName, user: TestUser) {
  await reachConsent(page, provider, user);
  await page.getByRole("button", { name: "Allow" }).click();
}

/** Expects the home page to know this person. */
export async function expectGreeting(page: Page, user: TestUser) {
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Hello, ${user.username}`);
  await expect(page).toHaveURL("/");
}

/** Signs out with the home page's button. */
export async function signOut(page: Page) {
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("status")).toHaveText("You have been signed out.");
}

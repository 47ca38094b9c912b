import { expect, type Page } from "@playwright/test";
import { chooseAccount, signIn } from "./sign-in";
import { makeTestUser, type TestUser } from "./test-user";

/** Signs one new user in in two browsers, which both show the account page then. */
export async function signInTwice(page: Page, phone: Page): Promise<TestUser> {
  const user = await makeTestUser();
  await page.goto("/sign-in?callbackUrl=/account");
  await signIn(page, "google", user);
  await expect(page).toHaveURL("/account");
  await phone.goto("/sign-in?callbackUrl=/account");
  await chooseAccount(phone, "google", user);
  await expect(phone).toHaveURL("/account");
  return user;
}

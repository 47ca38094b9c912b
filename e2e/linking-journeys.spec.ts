import type { Page } from "@playwright/test";
import { signedIn } from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { goOnAs } from "./support/browser-session";
import { providerTitles } from "./support/control";
import { alreadyKnown, userWithNewAddress } from "./support/guided-linking";
import { chooseAccount, continueButton, signIn } from "./support/sign-in";
import { expect, test } from "./support/test";
import { makeTestUser, type TestUser, verified } from "./support/test-user";

async function expectNotice(page: Page, text: string) {
  await expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();
}

/** Expects that this user's account at the provider signs them in. */
async function expectSignIn(provider: "google" | "github", testUser: TestUser) {
  const user = await (await signedIn(testUser.account, provider)).sessionUser();
  expect(user?.username, providerTitles[provider]).toBe(testUser.username);
}

test("an account that is connected on the account page signs the same user in from then on @nojs", async ({
  page,
}) => {
  const user = await makeTestUser({
    githubEmails: verified(`other-${crypto.randomUUID()}@example.com`),
  });
  await goOnAs(page, await signedIn(user.account));
  await page.goto("/account/connections");
  await expect(page.getByRole("link", { name: /^Disconnect/ })).toHaveCount(0);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await page.getByRole("button", { name: user.handles.github }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expectNotice(page, "GitHub is connected.");
  await expect(page).toHaveURL("/account/connections");
  await expect(page.getByRole("listitem").filter({ hasText: "other-" })).toBeVisible();
  await expect(page.getByRole("link", { name: /^Disconnect/ })).toHaveCount(2);
  await expectSignIn("github", user);
});

test("a user with a known address signs in with the connected provider and then connects the new one @nojs", async ({
  page,
}) => {
  const user = await userWithNewAddress();
  await page.goto("/");
  await signIn(page, "github", user);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(alreadyKnown);
  await expect(continueButton(page, "github")).toHaveCount(0);
  await chooseAccount(page, "google", user);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connect GitHub?");
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await expectNotice(page, "GitHub is connected.");
  await expectSignIn("github", user);
});

test("a deletion asks to confirm when the sign-in is not fresh, and then continues @nojs", async ({
  page,
}) => {
  const user = await makeTestUser();
  const visitor = await signedIn(user.account);
  await ageSignIn(visitor);
  await goOnAs(page, visitor);
  await page.goto("/account/data/delete");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await chooseAccount(page, "google", user);
  await expect(page).toHaveURL("/account/data/delete");
  await expectNotice(page, "Confirmed.");
  await expect(page.getByRole("textbox")).toBeVisible();
});

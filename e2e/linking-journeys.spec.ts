import type { Page } from "@playwright/test";
import { signedIn } from "./support/account-centre";
import { control } from "./support/control";
import { type HttpVisitor, sessionCookie } from "./support/http-visitor";
import { chooseAccount, continueButton, providerTitles, signIn } from "./support/sign-in";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";
import { makeTestUser, type TestUser } from "./support/test-user";
import { age } from "./support/visitor-rows";

const primary = (email: string) => [{ email, primary: true, verified: true, visibility: null }];

/** Goes on in a browser with the session of a visitor who has signed in without one. */
async function carryOn(visitor: HttpVisitor, page: Page) {
  const url = stack().appUrl;
  const value = visitor.sessionToken();
  await page.context().addCookies([{ name: sessionCookie, value, url, httpOnly: true }]);
}

async function expectNotice(page: Page, text: string) {
  await expect(page.getByRole("status").filter({ hasText: text })).toBeVisible();
}

/** Expects that this person's button at a provider leads to the person with this username. */
async function expectSignIn(provider: "google" | "github", testUser: TestUser) {
  const user = await (await signedIn(testUser.account, provider)).sessionUser();
  expect(user?.username, providerTitles[provider]).toBe(testUser.username);
}

test("an account is connected from the account page, and signs the same person in from then on @nojs", async ({
  page,
}) => {
  const user = await makeTestUser({
    githubEmails: primary(`other-${crypto.randomUUID()}@example.com`),
  });
  await carryOn(await signedIn(user.account), page);
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

/** Somebody who has GitHub's address from the time before it changed at Google. */
async function userWhoMoved(): Promise<TestUser> {
  const user = await makeTestUser();
  await signedIn(user.account);
  const google = `new-${user.address}`;
  await control.changeAccount(user.account.id, { google: { email: google } });
  await signedIn(user.account);
  return { ...user, handles: { ...user.handles, google } };
}

test("somebody with a known address is led through the sign-in that they have to the one they want @nojs", async ({
  page,
}) => {
  const user = await userWhoMoved();
  await page.goto("/");
  await signIn(page, "github", user);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "You already have an account here",
  );
  await expect(continueButton(page, "github")).toHaveCount(0);
  await chooseAccount(page, "google", user);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Connect GitHub?");
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await expectNotice(page, "GitHub is connected.");
  await expectSignIn("github", user);
});

test("what cannot be undone asks who is there after a while, and then goes on @nojs", async ({
  page,
}) => {
  const user = await makeTestUser();
  const visitor = await signedIn(user.account);
  await age(visitor);
  await carryOn(visitor, page);
  await page.goto("/account/data/delete");
  await expect(page.getByRole("textbox")).toHaveCount(0);
  await chooseAccount(page, "google", user);
  await expect(page).toHaveURL("/account/data/delete");
  await expectNotice(page, "Thank you, it is you.");
  await expect(page.getByRole("textbox")).toBeVisible();
});

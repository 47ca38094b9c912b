import { control, providerNames, providerTitles } from "./support/control";
import { countRowsOf, rowsOf } from "./support/database";
import { greeting } from "./support/home-page";
import {
  chooseAccount,
  continueButton,
  expectGreeting,
  signIn,
  signInNewUser,
  signOut,
} from "./support/sign-in";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";
import { openUserMenu } from "./support/user-menu";

for (const provider of providerNames) {
  const title = providerTitles[provider];

  test(`a first sign-in with ${title} makes a user and greets them @nojs`, async ({ page }) => {
    const user = await signInNewUser(page, provider);
    await expect(await openUserMenu(page)).toContainText(user.address);
    await expect(greeting(page, user.username, title)).toBeVisible();
    const { users, accounts, sessions } = await rowsOf(user.account);
    expect(users).toMatchObject([{ username: user.username, email: user.address }]);
    expect(accounts).toMatchObject([{ provider, email: user.address }]);
    expect(sessions).toMatchObject([{ provider }]);
  });

  test(`signing out after ${title} is confirmed once, and the next sign-in is the same user @nojs`, async ({
    page,
  }) => {
    const user = await makeTestUser();
    await page.goto("/sign-in");
    await signIn(page, provider, user);
    await expectGreeting(page, user);
    await signOut(page);
    await expect(page).toHaveURL("/");
    await expect(continueButton(page, provider)).toBeVisible();
    await page.reload();
    await expect(continueButton(page, provider)).toBeVisible();
    await expect(page.getByRole("status")).toHaveCount(0);

    await expect(continueButton(page, provider)).toContainText("Last used");
    // The provider asks for the account again, but not for consent.
    await chooseAccount(page, provider, user);
    await expectGreeting(page, user);
    expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
  });
}

test("a page that requires a session sends the visitor to sign in and back @nojs", async ({
  page,
}) => {
  const user = await makeTestUser();
  await page.goto("/account");
  await expect(page).toHaveURL("/sign-in?callbackUrl=%2Faccount");
  await expect(page.getByText("Last used")).toHaveCount(0);
  await signIn(page, "github", user);
  await expect(page).toHaveURL("/account");
  await expect(page.getByRole("heading", { name: "Profile" })).toBeVisible();
  await expect(page.getByRole("main").getByText(user.address)).toBeVisible();
});

test("a callbackUrl of another site leads home", async ({ page }) => {
  const user = await makeTestUser();
  await page.goto("/sign-in?callbackUrl=https%3A%2F%2Fevil.example%2Faccount");
  await signIn(page, "google", user);
  await expectGreeting(page, user);
});

test("the sign-in page redirects a signed-in user home, and a form left open in another tab to its return path @nojs", async ({
  page,
  context,
}) => {
  const user = await makeTestUser();
  const stale = await context.newPage();
  await stale.goto("/sign-in?callbackUrl=%2Faccount");
  await page.goto("/");
  await signIn(page, "google", user);
  await expectGreeting(page, user);

  await page.goto("/sign-in");
  await expectGreeting(page, user);
  await continueButton(stale, "github").click();
  await expect(stale).toHaveURL("/account");
  await expect(stale.getByRole("heading", { level: 1 })).toHaveText("Profile");
  expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
});

test("a sign-in that ends after another one in the same browser redirects home and connects nothing @nojs", async ({
  page,
  context,
}) => {
  const [first, second] = [await makeTestUser(), await makeTestUser()];
  const slow = await context.newPage();
  await slow.goto("/");
  await continueButton(slow, "github").click();
  await page.goto("/");
  await signIn(page, "google", first);
  await expectGreeting(page, first);

  await slow.getByRole("button", { name: second.handles.github }).click();
  await slow.getByRole("button", { name: "Allow" }).click();
  await expectGreeting(slow, first);
  expect(await countRowsOf(second.account)).toEqual({ users: 0, accounts: 0, sessions: 0 });
  expect(await countRowsOf(first.account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
});

test("an address in other letter case at the other provider is the same user", async ({
  page,
  anotherBrowser,
}) => {
  const user = await makeTestUser();
  const shouted = user.address.toUpperCase();
  await control.changeAccount(user.account.id, { google: { email: shouted } });
  await page.goto("/");
  await signIn(page, "github", user);
  await expectGreeting(page, user);

  await anotherBrowser.goto("/");
  const handles = { ...user.handles, google: shouted };
  await signIn(anotherBrowser, "google", { ...user, handles });
  await expectGreeting(anotherBrowser, user);
  expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 2, sessions: 2 });
});

test("two browsers of one user are two sessions, and signing out ends only one @nojs", async ({
  page,
  anotherBrowser,
}) => {
  const user = await signInNewUser(page, "github");
  await anotherBrowser.goto("/");
  // GitHub asks the new browser for the account, but not for consent again.
  await chooseAccount(anotherBrowser, "github", user);
  await expectGreeting(anotherBrowser, user);
  expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 1, sessions: 2 });

  await signOut(page);
  await anotherBrowser.reload();
  await expectGreeting(anotherBrowser, user);
});

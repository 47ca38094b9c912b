import type { Page } from "@playwright/test";
import {
  connect,
  connectionsPath,
  continueWith,
  deviceCookie,
  disconnectPath,
  expectRedirect,
  formOn,
  fromAnotherSite,
  press,
  signedIn,
  textOf,
  withBoth,
} from "./support/account-centre";
import { goOnAs } from "./support/browser-session";
import { database, rowsOf } from "./support/database";
import { pendingLinkCookie, pendingLinkPath } from "./support/guided-linking";
import { HttpVisitor } from "./support/http-visitor";
import { chooseAccount, expectGreeting, signOut } from "./support/sign-in";
import { makeTestUser } from "./support/test-user";
import { expect, test } from "./support/test-with-phone";
import { activityOf, connectedProviders, connectionId, sessionOf } from "./support/visitor-rows";

const removedPath = "/sign-in/removed";
const wasDisconnected = "This Google account was disconnected";
const restore = "Restore Google";

/** A user with both providers who has disconnected Google in the browser that they signed up in. */
async function withoutGoogle() {
  const { user, visitor, ids } = await withBoth();
  expectRedirect(await press(visitor, disconnectPath(ids.google), "Disconnect"), connectionsPath);
  return { user, visitor };
}

/** The same user, in a browser where their sign-in with Google has ended on the page about it. */
async function told({ known = true } = {}) {
  const { user, visitor } = await withoutGoogle();
  const browser = new HttpVisitor();
  const device = visitor.jar.get(deviceCookie) ?? "";
  if (known) browser.jar.set(deviceCookie, device);
  expectRedirect(await browser.signIn("google", user), removedPath);
  expect(browser.sessionToken()).toBe("");
  return { user, visitor, browser, device };
}

async function testUserWithoutGoogle(page: Page) {
  const user = await makeTestUser();
  const { visitor, ids } = await withBoth(user.account);
  await press(visitor, disconnectPath(ids.google), "Disconnect");
  await goOnAs(page, visitor);
  return { user, visitor };
}

test("a disconnected account that signs in on a known browser is told, and restored by one press @nojs", async ({
  page,
}) => {
  const { user } = await testUserWithoutGoogle(page);
  await page.goto("/");
  await signOut(page);
  await page.goto("/sign-in?callbackUrl=/");
  await chooseAccount(page, "google", user);
  await expect(page).toHaveURL(removedPath);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(wasDisconnected);
  await page.getByRole("button", { name: restore }).click();
  await expectGreeting(page, user);
  await expect(page.getByRole("status")).toContainText("Google is connected again.");
  const visitor = await signedIn(user.account);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
});

test("on an unknown browser it is told, can't be restored, and can't be connected before the wait is over @nojs", async ({
  page,
  phone,
}) => {
  const { user } = await testUserWithoutGoogle(page);
  await phone.goto("/");
  await chooseAccount(phone, "google", user);
  await expect(phone).toHaveURL(removedPath);
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText(wasDisconnected);
  await expect(phone.getByRole("button", { name: /^Restore / })).toHaveCount(0);
  await chooseAccount(phone, "github", user);
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Connect Google?");
  await phone.getByRole("button", { name: "Connect Google" }).click();
  await expect(phone).toHaveURL(/\/account\/wait\?/);
});

test("the page says when and from which device it was removed, and nothing about the user", async () => {
  const { user, browser, visitor } = await told({ known: false });
  const removedAt = new Date(Date.now() - 10 * 24 * 60 * 60 * 1000);
  removedAt.setUTCHours(3, 4, 0, 0);
  await database()`update removed_accounts set removed_at = ${removedAt}, user_agent =
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
    where user_id = ${(await sessionOf(visitor)).user_id}`;
  const text = await textOf(browser, removedPath);
  const day = removedAt.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "short",
    year: "numeric",
    timeZone: "UTC",
  });
  expect(text).toContain(
    `${wasDisconnected} Firefox on Linux disconnected it on ${day}, 03:04 UTC.`,
  );
  expect(text).toContain(continueWith("github"));
  const { id, username, name, email } = (await visitor.sessionUser()) ?? {};
  const body = (await browser.get(removedPath)).body.replaceAll("<wbr/>", "");
  for (const secret of [id, username, name, email]) expect(body).not.toContain(String(secret));
  expect(await activityOf(visitor)).toContain("sign-in-refused google account-removed");
  expect((await rowsOf(user)).users).toHaveLength(1);
});

test("restoring is recorded, and forgets the removal", async () => {
  const { browser, visitor } = await told();
  expectRedirect(await press(browser, removedPath, restore), "/");
  expect((await sessionOf(browser)).new_device).toBe(false);
  expect(await activityOf(visitor)).toContain("connected google restored");
  const userId = (await sessionOf(visitor)).user_id;
  expect([...(await database()`select * from removed_accounts where user_id = ${userId}`)]).toEqual(
    [],
  );
});

test("two tabs that restore at once sign in one session, and connect one account", async () => {
  const { browser, user } = await told();
  const tab = browser.copy();
  const form = await formOn(browser, removedPath, restore);
  await Promise.all([browser.submit(removedPath, form), tab.submit(removedPath, form)]);
  const tokens = [browser.sessionToken(), tab.sessionToken()].filter(Boolean);
  expect(tokens).toHaveLength(1);
  expect((await rowsOf(user)).accounts.map(({ provider }) => provider).sort()).toEqual([
    "github",
    "google",
  ]);
});

test.describe("restores nothing", () => {
  test("with a kept form and cookie, also after it was disconnected again", async () => {
    const { browser, device } = await told();
    const form = await formOn(browser, removedPath, restore);
    const cookie = browser.jar.get(pendingLinkCookie) ?? "";
    await browser.submit(removedPath, form);
    const google = disconnectPath(await connectionId(browser, "google"));
    await press(browser, google, "Disconnect");
    const replay = new HttpVisitor();
    replay.jar.set(pendingLinkCookie, cookie);
    replay.jar.set(deviceCookie, device);
    expectRedirect(await replay.submit(removedPath, form), "/sign-in");
    expect(replay.sessionToken()).toBe("");
    expect(await connectedProviders(browser)).toEqual(["github"]);
  });

  const forgeries: Record<string, (browser: HttpVisitor) => unknown> = {
    "in an unknown browser that sends the form of a known one": (browser) =>
      browser.jar.delete(deviceCookie),
    "with another device cookie": (browser) => browser.jar.set(deviceCookie, "a".repeat(43)),
    "without a pending link": (browser) => browser.jar.delete(pendingLinkCookie),
    "with a malformed one": (browser) => browser.jar.set(pendingLinkCookie, "garbage"),
  };
  for (const [what, forge] of Object.entries(forgeries)) {
    test(what, async () => {
      const { browser, visitor } = await told();
      const form = await formOn(browser, removedPath, restore);
      forge(browser);
      expectRedirect(await browser.submit(removedPath, form), "/sign-in");
      expect(browser.sessionToken()).toBe("");
      expect(await connectedProviders(visitor)).toEqual(["github"]);
    });
  }

  test("from a form of another site", async () => {
    const { browser, visitor } = await told();
    const form = await formOn(browser, removedPath, restore);
    expect((await browser.submit(removedPath, form, fromAnotherSite)).status).toBe(403);
    expect(await connectedProviders(visitor)).toEqual(["github"]);
  });

  test("once another user has the account", async () => {
    const { browser, visitor, user } = await told();
    const form = await formOn(browser, removedPath, restore);
    await database()`insert into accounts (provider, provider_account_id, user_id, email)
      select 'google', ${String(user.google?.sub)}, users.id, 'x@example.com' from users
      where id <> ${(await sessionOf(visitor)).user_id} limit 1`;
    expectRedirect(await browser.submit(removedPath, form), "/sign-in");
    expect(browser.sessionToken()).toBe("");
  });
});

test("a visitor starts a new account with it, which then has it", async () => {
  const { browser, visitor, user } = await told();
  expectRedirect(await press(browser, removedPath, "Start a new account"), "/");
  expect((await sessionOf(browser)).user_id).not.toBe((await sessionOf(visitor)).user_id);
  const again = await signedIn(user);
  expect((await sessionOf(again)).user_id).toBe((await sessionOf(browser)).user_id);
});

test("without a removed account, the page leads elsewhere", async () => {
  const { browser, visitor } = await told();
  expectRedirect({ ...(await visitor.get(removedPath)), status: 303 }, pendingLinkPath);
  await database()`delete from removed_accounts where user_id = ${(await sessionOf(visitor)).user_id}`;
  expect((await browser.get(removedPath)).location).toBe("/sign-in");
  expect((await new HttpVisitor().get(removedPath)).location).toBe("/sign-in");
});

test("connecting it on the account page forgets the removal", async () => {
  const { visitor, user } = await withoutGoogle();
  await connect(visitor, "google", user);
  expect(await connectedProviders(visitor)).toEqual(["github", "google"]);
  const userId = (await sessionOf(visitor)).user_id;
  expect([...(await database()`select * from removed_accounts where user_id = ${userId}`)]).toEqual(
    [],
  );
});

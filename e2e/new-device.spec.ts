import type { Page } from "@playwright/test";
import { press, textOf } from "./support/account-centre";
import { signedInPages } from "./support/account-pages";
import { insertSessions, userIdOf } from "./support/account-rows";
import { goOnAs } from "./support/browser-session";
import { control } from "./support/control";
import { database } from "./support/database";
import { homeTitle } from "./support/home-page";
import { type HttpVisitor, hashOf } from "./support/http-visitor";
import {
  browserOf,
  edge,
  firefox,
  olderAndNewer,
  reportOnPage,
  reportSignIn,
  reviewQuestion,
} from "./support/new-device";
import { activityShown, devicesShown } from "./support/rows-shown";
import { chooseAccount, signOut } from "./support/sign-in";
import { expect, test } from "./support/test-with-phone";
import { signInTwice } from "./support/two-browsers";
import { sessionOf } from "./support/visitor-rows";

test("a sign-in on another browser is reported at once, and one press ends it @nojs", async ({
  page,
  phone,
}) => {
  await signInTwice(page, phone);
  await page.goto("/");
  await expect(notice(page)).toHaveText(
    /^New sign-in\. Was this you\?Safari on iOS · Google · just nowReview$/,
  );
  await page.goto("/account");
  await expect(notice(page)).toBeVisible();
  await phone.goto("/");
  await expect(phone.getByRole("heading", { level: 1 })).toContainText(homeTitle());
  await expect(notice(phone)).toHaveCount(0);

  await reportOnPage(page);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("What to do next");
  await expect(page.getByText("Sign out all other devices?")).toHaveCount(0);
  await expect(notice(page)).toHaveCount(0);
  await phone.goto("/account");
  await expect(phone).toHaveURL("/sign-in?callbackUrl=%2Faccount");

  await page.getByRole("link", { name: "Back to devices" }).click();
  await expect(page).toHaveURL("/account/sessions");
  await expect(page.getByText("You’re not signed in anywhere else.")).toBeVisible();
});

test("a confirmed sign-in on another browser is not asked about again @nojs", async ({
  page,
  phone,
}) => {
  const user = await signInTwice(page, phone);
  await page.goto("/account/data");
  await page.goto("/account/sessions");
  await page.getByRole("button", { name: /^Yes, it was me/ }).click();
  await expect(page.getByText("Thanks, we’ll remember Safari on iOS.")).toBeVisible();
  await expect(page).toHaveURL("/account/sessions");
  await expect(notice(page)).toHaveCount(0);

  // The device is recognised from then on, in any session.
  await phone.goto("/");
  await signOut(phone);
  await phone.goto("/sign-in?callbackUrl=/account");
  await chooseAccount(phone, "google", user);
  await expect(phone).toHaveURL("/account");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText(homeTitle());
  await expect(notice(page)).toHaveCount(0);
});

test("the advice leads to the provider’s page for passwords, if it has one", async ({ page }) => {
  const { older } = await olderAndNewer();
  await goOnAs(page, older);
  const passwordLink = page.getByRole("main").getByRole("link", { name: /password/ });
  await page.goto("/account/sessions/ended?provider=github");
  await expect(passwordLink).toHaveAttribute("href", /\/settings\/security$/);
  await page.goto("/account/sessions/ended?provider=google");
  await expect(page.getByText("Change your Google password.")).toBeVisible();
  await expect(passwordLink).toHaveCount(0);
});

test("after “No, sign it out” all other sessions can be ended too", async () => {
  const { older, newer, account } = await olderAndNewer();
  const third = await browserOf(account, edge);
  const response = await reportSignIn(older);
  expect([response.status, response.location]).toEqual([
    303,
    "/account/sessions/ended?provider=google",
  ]);
  // The notice is about the newest sign-in first.
  expect(await third.sessionUser()).toBeNull();
  expect(await newer.sessionUser()).not.toBeNull();
  await press(older, "/account/sessions/others", "Sign out all other devices");
  expect(await newer.sessionUser()).toBeNull();
  // The first sign-in is still asked about: only the answer can undo what was done in it.
  const [ended, own, ...more] = await devicesShown(older);
  expect(own).toContain("This device");
  expect(ended).toContain("now signed out. Was this you?");
  expect(more).toEqual([]);
});

test("every account page shows the notice until it is answered, except on newer devices", async () => {
  const { older, newer } = await olderAndNewer();
  for (const page of [...signedInPages, ...signedInPages]) {
    expect(await textOf(older, page), page).toContain("Was this you?");
    expect(await textOf(newer, page), page).not.toMatch(reviewQuestion);
  }
  await press(older, "/account/sessions", "Yes, it was me");
  for (const page of signedInPages) expect(await textOf(older, page)).not.toMatch(reviewQuestion);
});

test("both devices list the new sign-in, and only the older one can report it", async () => {
  const { older, newer } = await olderAndNewer();
  for (const browser of [older, newer]) {
    const [newest] = await activityShown(browser);
    expect(newest).toMatch(/^New sign-in with Google .*Safari on iOS · This computer/);
  }
  expect((await activityShown(older))[0]).toContain("Not you?");
  expect((await activityShown(newer)).join()).not.toContain("Not you?");
  // The first such button belongs to the notice. It ends the same session as the one in the list.
  await reportSignIn(older);
  expect(await newer.sessionUser()).toBeNull();
  const shown = await activityShown(older);
  expect(shown[0]).toContain("Safari on iOS was signed out");
  expect(shown.join()).not.toContain("Not you?");
});

test("neither the first sign-in nor a second provider in the same browser is reported", async () => {
  const account = await control.createAccount({ google: {}, github: {} });
  const browser = await browserOf(account, firefox);
  expect((await sessionOf(browser)).new_device).toBe(false);
  await browser.signOut();
  await browser.signIn("github", account);
  expect((await sessionOf(browser)).new_device).toBe(false);
  expect(await textOf(browser, "/account")).not.toMatch(reviewQuestion);
});

test("a browser that was not recognised is new each time", async () => {
  const { account, older, newer } = await olderAndNewer();
  await reportSignIn(older);
  await newer.signIn("google", account);
  expect((await sessionOf(newer)).new_device).toBe(true);
  expect(await textOf(older, "/")).toContain("New sign-in. Was this you? Safari on iOS");
});

test("a user who signs in again in a known browser is told about an earlier new one", async () => {
  const { account, older, newer } = await olderAndNewer();
  await older.signOut();
  await older.signIn("google", account);
  expect(await textOf(older, "/")).toContain("New sign-in. Was this you? Safari on iOS");
  expect(await textOf(newer, "/")).not.toMatch(reviewQuestion);
  await reportSignIn(older);
  expect(await newer.sessionUser()).toBeNull();
});

test("one line counts the new sign-ins, and Devices asks about each in its row", async () => {
  const { account, older } = await olderAndNewer();
  const userId = await userIdOf(account);
  const drafts = [1, 2, 3].map((n) => ({ new_device: true, ip: `203.0.113.${n}` }));
  await insertSessions(userId, drafts);
  expect(await textOf(older, "/")).toContain("4 new sign-ins. Were they yours?");
  const asked = async () =>
    (await devicesShown(older)).filter((text) => text.includes("Was this you?"));
  expect(await asked()).toHaveLength(4);
  for (const text of await asked()) expect(text).toMatch(/203\.0\.113\.\d|This computer/);
  await press(older, "/account/sessions", "Yes, it was me");
  expect(await textOf(older, "/")).toContain("3 new sign-ins. Were they yours?");
  expect(await asked()).toHaveLength(3);
});

test("a new sign-in is reported until it is answered, even after its session has ended", async () => {
  const ends = {
    "signed out": (newer: HttpVisitor) => newer.signOut(),
    expired: (newer: HttpVisitor) => database()`
      update sessions set expires_at = now() - interval '1 second'
      where token_hash = ${hashOf(newer.sessionToken())}`,
  };
  for (const end of Object.values(ends)) {
    const { older, newer } = await olderAndNewer();
    await end(newer);
    const text = await textOf(older, "/");
    expect(text).toContain("New sign-in. Was this you? Safari on iOS");
    const devices = await textOf(older, "/account/sessions");
    expect(devices).toContain("Sign-ins to check");
    expect(devices).toContain("now signed out. Was this you?");
    const response = await reportSignIn(older);
    expect(response.location).toMatch(/^\/account\/sessions\/ended/);
    expect(await textOf(older, "/")).not.toMatch(reviewQuestion);
    expect((await activityShown(older)).join()).not.toContain("Not you?");
  }
});

function notice(page: Page) {
  return page.getByRole("region").filter({ hasText: "New sign-in." });
}

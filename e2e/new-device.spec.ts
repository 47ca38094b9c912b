import type { Page } from "@playwright/test";
import { formOn, isAlive, press, textOf } from "./support/account-centre";
import {
  activityKinds,
  insertSessions,
  sessionId,
  sessionOf,
  userIdOf,
} from "./support/account-rows";
import { type Account, control } from "./support/control";
import { database } from "./support/database";
import type { FormField } from "./support/html-form";
import { HttpBrowser, userAgents } from "./support/http-browser";
import { type HttpVisitor, hashOf } from "./support/http-visitor";
import { activityShown, devicesShown } from "./support/rows-shown";
import { chooseAccount, signOut } from "./support/sign-in";
import { expect, test } from "./support/test-with-phone";
import { signInTwice } from "./support/two-browsers";

const deviceCookie = "foyer.device";
const [firefox, safari, edge] = [
  userAgents["Firefox on Windows"],
  userAgents["Safari on iOS"],
  userAgents["Microsoft Edge on Windows"],
];
const accountPages = [
  "/",
  "/account",
  "/account/connections",
  "/account/sessions",
  "/account/activity",
  "/account/data",
  "/account/data/delete",
];

test("a sign-in on another browser is reported at once, and one press ends it @nojs", async ({
  page,
  phone,
}) => {
  await signInTwice(page, phone);
  await page.goto("/");
  await expect(notice(page)).toHaveText(
    /^New sign-in from Safari on iOS, (127\.0\.0\.1|::1), just now, with Google\./,
  );
  await page.goto("/account");
  await expect(notice(page)).toBeVisible();
  await phone.goto("/");
  await expect(phone.getByRole("heading", { level: 1 })).toContainText("Hello");
  await expect(notice(phone)).toHaveCount(0);

  await page.getByRole("button", { name: "That wasn’t me" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "End all your other sessions too?",
  );
  await expect(notice(page)).toHaveCount(0);
  await phone.goto("/account");
  await expect(phone).toHaveURL("/sign-in?callbackUrl=%2Faccount");

  await page.getByRole("link", { name: "Keep the others" }).click();
  await expect(page).toHaveURL("/account/sessions");
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
});

test("a confirmed sign-in on another browser is not asked about again @nojs", async ({
  page,
  phone,
}) => {
  const user = await signInTwice(page, phone);
  await page.goto("/account/data");
  await page.getByRole("button", { name: "That was me" }).click();
  await expect(page.getByText("We will not ask about that device again.")).toBeVisible();
  await expect(page).toHaveURL("/account/data");
  await expect(notice(page)).toHaveCount(0);

  // The device is recognised from then on, in any session.
  await phone.goto("/");
  await signOut(phone);
  await phone.goto("/sign-in?callbackUrl=/account");
  await chooseAccount(phone, "google", user);
  await expect(phone).toHaveURL("/account");
  await page.goto("/");
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hello");
  await expect(notice(page)).toHaveCount(0);
});

test("after “That wasn’t me” all other sessions can be ended too", async () => {
  const { older, newer, account } = await olderAndNewer();
  const third = await browserOf(account, edge);
  const response = await press(older, "/", "That wasn’t me");
  expect([response.status, response.location]).toEqual([303, "/account/sessions/ended"]);
  // The notice is about the newest sign-in first.
  expect(await third.sessionUser()).toBeNull();
  expect(await newer.sessionUser()).not.toBeNull();
  await press(older, "/account/sessions/ended", "End all other sessions");
  expect(await newer.sessionUser()).toBeNull();
  expect(await devicesShown(older)).toHaveLength(1);
});

test("every account page shows the notice until it is answered, except on newer devices", async () => {
  const { older, newer } = await olderAndNewer();
  for (const page of [...accountPages, ...accountPages]) {
    expect(await textOf(older, page), page).toContain("New sign-in from Safari on iOS");
    expect(await textOf(newer, page), page).not.toContain("New sign-in from");
  }
  await press(older, "/account/data", "That was me");
  for (const page of accountPages)
    expect(await textOf(older, page)).not.toContain("New sign-in from");
});

test("both devices list the new sign-in, and only the older one can report it", async () => {
  const { older, newer } = await olderAndNewer();
  for (const browser of [older, newer]) {
    const [newest] = await activityShown(browser);
    expect(newest).toMatch(/^New sign-in with Google .*Safari on iOS, (127\.0\.0\.1|::1)/);
  }
  expect((await activityShown(older))[0]).toContain("That wasn’t me");
  expect((await activityShown(newer)).join()).not.toContain("That wasn’t me");
  // The first such button belongs to the notice. It ends the same session as the one in the list.
  await press(older, "/account/activity", "That wasn’t me");
  expect(await newer.sessionUser()).toBeNull();
  const shown = await activityShown(older);
  expect(shown[0]).toContain("A session was ended from another device");
  expect(shown.join()).not.toContain("That wasn’t me");
});

test("an answer on one device counts for all older ones", async () => {
  const { account, older } = await olderAndNewer();
  const oldest = await browserOf(account, firefox, older.jar.get(deviceCookie));
  await database()`
    update sessions set created_at = created_at - interval '1 hour'
    where token_hash = ${hashOf(oldest.sessionToken())}`;
  expect(await textOf(oldest, "/")).toContain("New sign-in from Safari on iOS");
  await press(older, "/", "That was me");
  expect(await textOf(oldest, "/")).not.toContain("New sign-in from");
  expect((await activityShown(oldest))[0]).toContain("A new device was recognised");
});

test("neither the first sign-in nor a second provider in the same browser is reported", async () => {
  const account = await control.createAccount({ google: {}, github: {} });
  const browser = await browserOf(account, firefox);
  expect((await sessionOf(browser))?.new_device).toBe(false);
  await browser.signOut();
  await browser.signIn("github", account);
  expect((await sessionOf(browser))?.new_device).toBe(false);
  expect(await textOf(browser, "/account")).not.toContain("New sign-in from");
});

test("a recognised browser stays recognised after sign-out, until it loses its cookie", async () => {
  const { account, older, newer } = await olderAndNewer();
  const device = newer.jar.get(deviceCookie);
  expect(device).toMatch(/^[\w-]{43}$/);
  await press(older, "/", "That was me");
  await newer.signOut();
  expect(newer.jar.get(deviceCookie)).toBe(device);
  await newer.signIn("google", account);
  expect((await sessionOf(newer))?.new_device).toBe(false);
  expect(await textOf(older, "/")).not.toContain("New sign-in from");
  newer.jar.delete(deviceCookie);
  await newer.signOut();
  await newer.signIn("google", account);
  expect(await textOf(older, "/")).toContain("New sign-in from Safari on iOS");
});

test("a browser that was not recognised is new each time", async () => {
  const { account, older, newer } = await olderAndNewer();
  await press(older, "/", "That wasn’t me");
  await newer.signIn("google", account);
  expect((await sessionOf(newer))?.new_device).toBe(true);
  expect(await textOf(older, "/")).toContain("New sign-in from Safari on iOS");
});

test("a user who signs in again in a known browser is told about an earlier new one", async () => {
  const { account, older, newer } = await olderAndNewer();
  await older.signOut();
  await older.signIn("google", account);
  expect(await textOf(older, "/")).toContain("New sign-in from Safari on iOS");
  expect(await textOf(newer, "/")).not.toContain("New sign-in from");
  await press(older, "/", "That wasn’t me");
  expect(await newer.sessionUser()).toBeNull();
});

test("two new browsers cannot recognise each other", async () => {
  const { account, older, newer } = await olderAndNewer();
  const second = await browserOf(account, edge);
  const form = await formOn(older, "/", "That was me");
  const [first, next] = [await sessionId(newer), await sessionId(second)];
  await newer.submit("/", withSession(form, next));
  expect((await second.submit("/", withSession(form, first))).status).toBe(404);
  expect(await textOf(older, "/")).toContain("New sign-in from Safari on iOS");
  const again = await browserOf(account, edge, second.jar.get(deviceCookie));
  expect((await sessionOf(again))?.new_device).toBe(true);
  expect((await again.submit("/", withSession(form, first))).status).toBe(404);
});

test("a browser that one user uses is new for another", async () => {
  const shared = await browserOf(await control.createAccount({ google: {} }), safari);
  const account = await control.createAccount({ google: {} });
  const older = await browserOf(account, firefox);
  await shared.signOut();
  await shared.signIn("google", account);
  expect(await textOf(older, "/")).toContain("New sign-in from Safari on iOS");
});

test("the device cookie is HttpOnly, is stored only as a hash, and is not a session", async () => {
  const account = await control.createAccount({ google: {} });
  const browser = new HttpBrowser(firefox);
  const response = await browser.signIn("google", account);
  const cookie = response.cookies.find(({ name }) => name === deviceCookie);
  expect(cookie?.attributes.has("httponly")).toBe(true);
  expect(cookie?.attributes.get("samesite")?.toLowerCase()).toBe("lax");
  const days = (Date.parse(cookie?.attributes.get("expires") ?? "") - Date.now()) / 86_400_000;
  expect(days).toBeGreaterThan(399);
  const value = cookie?.value ?? "";
  const rows = await database()`select * from activity where user_id = ${await userIdOf(account)}`;
  expect(JSON.stringify(rows)).not.toContain(value);
  expect(JSON.stringify(rows)).not.toContain(hashOf(value));
  expect(await isAlive(value)).toBe(false);
});

const planted: Record<string, string[]> = {
  "a made-up value of the right shape": ["A".repeat(43)],
  garbage: ["garbage"],
  "no value": [""],
  "7 kB": ["x".repeat(7_000)],
  SQL: ["'%20or%20'1'='1"],
  "a NUL": [`${"a".repeat(40)}%00`],
  "a stored hash": [hashOf(`device ${"A".repeat(43)}`)],
};

for (const [what, values] of Object.entries(planted)) {
  test(`a device cookie with ${what} does not make a browser recognised`, async () => {
    const { account, older } = await olderAndNewer();
    await press(older, "/", "That was me");
    const other = new HttpBrowser(edge);
    for (const value of values) other.jar.set(deviceCookie, value);
    expect((await other.signIn("google", account)).status).toBe(303);
    expect((await sessionOf(other))?.new_device).toBe(true);
    expect(other.jar.get(deviceCookie)).toMatch(/^[\w-]{43}$/);
    expect(await textOf(older, "/")).toContain("New sign-in from Microsoft Edge on Windows");
  });
}

test("two device cookies at once count as none, and are replaced", async () => {
  const { account, older } = await olderAndNewer();
  const known = older.jar.get(deviceCookie) ?? "";
  const other = new HttpBrowser(edge);
  const url = await other.reachCallback("google", account);
  const cookie = `${other.jar.header()}; ${deviceCookie}=${known}; ${deviceCookie}=${known}`;
  const response = await other.get(`${url.pathname}${url.search}`, { cookie });
  expect(response.status).toBe(303);
  expect((await sessionOf(other))?.new_device).toBe(true);
  expect(other.jar.get(deviceCookie)).toMatch(/^[\w-]{43}$/);
  expect(other.jar.get(deviceCookie)).not.toBe(known);
});

test("a new session cannot recognise itself or an older one, and its pages do not offer to", async () => {
  const { account, older, newer } = await olderAndNewer();
  const second = await browserOf(account, edge);
  const form = await formOn(older, "/", "That was me");
  const [first, next] = [await sessionId(newer), await sessionId(second)];
  for (const [browser, target] of [
    [newer, first],
    [second, next],
    [second, first],
    [newer, await sessionId(older)],
    [second, await sessionId(older)],
  ] as const) {
    const response = await browser.submit("/", withSession(form, target));
    expect(response.status).toBe(404);
  }
  expect(await textOf(second, "/account")).not.toContain("New sign-in from");
  const text = await textOf(older, "/");
  expect(text).toContain("New sign-in from Safari on iOS");
  expect(text).toContain("New sign-in from Microsoft Edge on Windows");
  expect(await activityKinds(account)).not.toContain("device-vouched");
});

test("neither another user's session nor one that was never new can be recognised", async () => {
  const { account, older } = await olderAndNewer();
  const otherUser = await olderAndNewer();
  const form = await formOn(older, "/", "That was me");
  const [known = ""] = await insertSessions(await userIdOf(account), [{ new_device: false }]);
  for (const target of [
    await sessionId(otherUser.newer),
    await sessionId(otherUser.older),
    known,
  ]) {
    expect((await older.submit("/", withSession(form, target))).status).toBe(404);
  }
  expect((await sessionOf(otherUser.newer))?.new_device).toBe(true);
});

test("after recognising a device the user returns to the page that asked, and never to another site", async () => {
  for (const [returnTo, location] of [
    ["/account/activity", "/account/activity"],
    ["https://evil.example/", "/"],
    ["//evil.example", "/"],
    ["/\\evil.example", "/"],
  ] as const) {
    const { older } = await olderAndNewer();
    const form = await formOn(older, "/", "That was me");
    const forged = form.map(
      ([name, value]): FormField => [name, name === "returnTo" ? returnTo : value],
    );
    expect((await older.submit("/", forged)).location).toBe(location);
  }
});

test("the notice lists three new sign-ins at a time, newest first", async () => {
  const { account, older } = await olderAndNewer();
  const userId = await userIdOf(account);
  const drafts = [1, 2, 3].map((n) => ({
    new_device: true,
    ip: `203.0.113.${n}`,
    created_at: new Date(Date.now() + n),
  }));
  await insertSessions(userId, drafts);
  const listed = (await textOf(older, "/")).match(/203\.0\.113\.\d|127\.0\.0\.1|::1/g);
  expect(listed).toEqual(["203.0.113.3", "203.0.113.2", "203.0.113.1"]);
  await press(older, "/", "That was me");
  const next = (await textOf(older, "/")).match(/203\.0\.113\.\d/g);
  expect(next).toEqual(["203.0.113.2", "203.0.113.1"]);
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
    expect(text).toContain("New sign-in from Safari on iOS");
    expect(text).toContain("That session has ended since.");
    const response = await press(older, "/", "That wasn’t me");
    expect(response.location).toBe("/account/sessions/ended");
    expect(await textOf(older, "/")).not.toContain("New sign-in from");
    expect((await activityShown(older)).join()).not.toContain("That wasn’t me");
  }
});

function notice(page: Page) {
  return page.getByRole("status").filter({ hasText: "New sign-in from" });
}

function withSession(form: FormField[], session: string): FormField[] {
  return form.map(([name, value]) => [name, name === "session" ? session : value]);
}

/** Signs a user in in a new browser, optionally with a device cookie. */
async function browserOf(account: Account, userAgent: string, device?: string) {
  const browser = new HttpBrowser(userAgent);
  if (device) browser.jar.set(deviceCookie, device);
  expect((await browser.signIn("google", account)).status).toBe(303);
  return browser;
}

/** One user in two browsers, the second of them new. */
async function olderAndNewer(): Promise<{
  account: Account;
  older: HttpVisitor;
  newer: HttpVisitor;
}> {
  const account = await control.createAccount({ google: {} });
  const older = await browserOf(account, firefox);
  return { account, older, newer: await browserOf(account, safari) };
}

import type { Locator, Page } from "@playwright/test";
import { expectNoOverflow } from "./support/accessibility";
import { formOn, isAlive, press, textOf } from "./support/account-centre";
import { activityKinds, inDays, insertSessions, sessionId, userIdOf } from "./support/account-rows";
import { goOnAs } from "./support/browser-session";
import { control } from "./support/control";
import { database } from "./support/database";
import { HttpBrowser, userAgents } from "./support/http-browser";
import { HttpVisitor } from "./support/http-visitor";
import { devicesShown } from "./support/rows-shown";
import { expect, test } from "./support/test-with-phone";
import { signInTwice } from "./support/two-browsers";

const path = "/account/sessions";
const firefox = userAgents["Firefox on Windows"];
const safari = userAgents["Safari on iOS"];

test("each of two browsers lists the other, and one ends the other's session at once @nojs", async ({
  page,
  phone,
}) => {
  await signInTwice(page, phone);
  for (const [browser, own, other] of [
    [page, "Chrome on Windows", "Safari on iOS"],
    [phone, "Safari on iOS", "Chrome on Windows"],
  ] as const) {
    await browser.goto(path);
    await expect(device(browser, own)).toContainText("This device");
    await expect(device(browser, own)).toContainText("Signed in with Google just now");
    await expect(device(browser, own).getByRole("button")).toHaveCount(0);
    await expect(device(browser, other)).not.toContainText("This device");
    await expect(device(browser, other)).toContainText("Active just now");
    await expect(device(browser, other)).toContainText(/127\.0\.0\.1|::1/);
  }

  // The other browser has the profile page open.
  await phone.goto("/account");
  await phone.getByRole("textbox", { name: "Name", exact: true }).fill("Too late");

  await page.getByRole("button", { name: /^End session ?: Safari on iOS/ }).click();
  await expect(page.getByText("The session has ended.")).toBeVisible();
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
  await expect(device(page, "Chrome on Windows")).toContainText("This device");

  await phone.getByRole("button", { name: "Save profile" }).click();
  await expect(phone).toHaveURL("/sign-in?callbackUrl=%2Faccount");
  await page.goto("/account");
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).not.toHaveValue(
    "Too late",
  );
});

test("one press ends all other sessions and keeps this one @nojs", async ({ page, phone }) => {
  const user = await signInTwice(page, phone);
  const third = new HttpVisitor();
  await third.signIn("github", user.account);
  await page.goto(path);
  await page.getByRole("button", { name: "End all other sessions" }).click();
  await expect(page.getByText("The 2 other sessions have ended.")).toBeVisible();
  await expect(page.getByText("You are signed in nowhere else.")).toBeVisible();
  await phone.goto(path);
  await expect(phone).toHaveURL("/sign-in?callbackUrl=%2Faccount%2Fsessions");
  expect(await third.sessionUser()).toBeNull();
});

test("each session shows the name of its browser and system, with the current one first", async () => {
  const user = await control.createAccount({ google: {}, github: {} });
  const browsers = Object.values(userAgents).map((userAgent) => new HttpBrowser(userAgent));
  for (const browser of browsers) await browser.signIn("github", user);
  const [oldest] = browsers;
  const shown = await devicesShown(oldest as HttpBrowser);
  const names = Object.keys(userAgents);
  expect(shown).toHaveLength(names.length);
  expect(shown[0]).toMatch(/^Firefox on Windows ?This device/);
  for (const name of names) expect(shown.join("\n")).toContain(name);
  for (const text of shown) {
    expect(text).toMatch(/Active just now \(\d+ \w+ 20\d\d, \d\d:\d\d UTC\)/);
    expect(text).toContain("Signed in with GitHub just now");
  }
});

test("an unknown network address is shown as unknown", async () => {
  const { visitor, userId } = await signedIn();
  await insertSessions(userId, [
    { ip: null },
    { ip: "2001:db8::7", user_agent: firefox, last_seen_at: inDays(-3), created_at: inDays(-40) },
  ]);
  const [, ...others] = await devicesShown(visitor);
  expect(others).toEqual([
    expect.stringMatching(/^Unknown browser .*unknown network address/),
    expect.stringMatching(/^Firefox on Windows Active 3 days ago .*1 month ago .*2001:db8::7/),
  ]);
});

test("the current session has no button to end it, even if others have the same User-Agent", async () => {
  const { visitor, userId } = await signedIn();
  await insertSessions(userId, [{ user_agent: firefox }, { user_agent: firefox }]);
  const { body } = await visitor.get(path);
  const ended = [...body.matchAll(/name="session" value="([^"]*)"/g)].map(([, id]) => id);
  expect(new Set(ended).size).toBe(2);
  expect(ended).not.toContain(await sessionId(visitor));
  const shown = await devicesShown(visitor);
  expect(shown.filter((text) => text.includes("This device"))).toEqual([shown[0]]);
});

test("a browser that ends its own session by a forged form is signed out, and can sign in again", async () => {
  const { account, visitor, userId } = await signedIn();
  await insertSessions(userId, [{}]);
  const fields = await formOn(visitor, path, "End session");
  const own = await sessionId(visitor);
  const token = visitor.sessionToken();
  const forged = fields.map(
    ([name, value]) => [name, name === "session" ? own : value] as [string, string],
  );
  const response = await visitor.submit(path, forged);
  expect([response.status, response.location]).toEqual([303, path]);
  expect((await visitor.get(path)).location).toBe("/sign-in?callbackUrl=%2Faccount%2Fsessions");
  expect(await isAlive(token)).toBe(false);
  expect((await visitor.signIn("google", account)).status).toBe(303);
  expect(await devicesShown(visitor)).toHaveLength(2);
  expect(await activityKinds(account)).toContain("session-ended");
});

test("an ended session stops working everywhere at once", async () => {
  const { account, visitor } = await signedIn();
  const other = new HttpBrowser(safari);
  await other.signIn("google", account);
  const pages = [
    "/",
    "/account",
    "/account/connections",
    path,
    "/account/activity",
    "/account/data",
  ];
  const forms = await formOn(other, path, "End all other sessions");
  await press(visitor, path, "End session");
  for (const page of pages.slice(1)) {
    expect((await other.get(page)).location, page).toBe(
      `/sign-in?${new URLSearchParams({ callbackUrl: page })}`,
    );
  }
  expect(await textOf(other, "/")).toContain("Continue with Google");
  expect(await other.sessionUser()).toBeNull();
  const posted = await other.submit(path, forms);
  expect([posted.status, posted.location]).toEqual([
    303,
    "/sign-in?callbackUrl=%2Faccount%2Fsessions",
  ]);
  expect((await other.submit("/account/data/export", [])).location).toMatch(/^\/sign-in/);
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("ending all other sessions ends only those of this user, and says how many", async () => {
  const { account, visitor, userId } = await signedIn();
  const otherUser = await signedIn();
  expect((await visitor.get(path)).body).not.toContain("End all other sessions");
  await insertSessions(userId, [{}]);
  const form = await formOn(visitor, path, "End all other sessions");
  await visitor.submit(path, form);
  expect((await visitor.get(path)).body).toContain("The other session has ended.");
  await visitor.submit(path, form);
  expect((await visitor.get(path)).body).toContain("There was no other session to end.");
  expect(await otherUser.visitor.sessionUser()).not.toBeNull();
  expect(await visitor.sessionUser()).not.toBeNull();
  const kinds = await activityKinds(account);
  expect(kinds.filter((kind) => kind === "other-sessions-ended")).toHaveLength(1);
});

test("sessions past their idle or absolute expiry are not shown", async () => {
  const { visitor, userId } = await signedIn();
  await insertSessions(userId, [
    { expires_at: inDays(-0.001), user_agent: safari },
    { absolute_expires_at: inDays(-0.001), user_agent: safari },
    { expires_at: inDays(0.001), absolute_expires_at: inDays(0.001), user_agent: firefox },
  ]);
  const shown = (await devicesShown(visitor)).join("\n");
  expect(shown).toContain("Firefox on Windows");
  expect(shown).not.toContain("Safari on iOS");
});

test("sixty sessions are listed by last use, and each can be ended", async ({ page }) => {
  const { visitor, userId } = await signedIn();
  const drafts = Array.from({ length: 60 }, (_, n) => ({
    ip: `203.0.113.${n}`,
    last_seen_at: inDays(-n / 100),
    user_agent: n % 2 ? safari : firefox,
  }));
  const ids = await insertSessions(userId, drafts);
  const shown = await devicesShown(visitor);
  const addresses = shown.slice(1).map((text) => /203\.0\.113\.\d+/.exec(text)?.[0]);
  expect(addresses).toEqual(drafts.map(({ ip }) => ip));

  await goOnAs(page, visitor);
  await page.setViewportSize({ width: 320, height: 720 });
  await page.goto(path);
  await expectNoOverflow(page);
  await page.getByRole("listitem").filter({ hasText: "203.0.113.59" }).getByRole("button").click();
  await expect(page.getByText("The session has ended.")).toBeVisible();
  const left = await database()<{ id: string }[]>`
    select id from sessions where user_id = ${userId} and id = any(${ids})`;
  expect(left.map(({ id }) => id).sort()).toEqual(ids.slice(0, 59).sort());
});

test("a list of more sessions than it can show includes the current one and says that there are more", async () => {
  const { visitor, userId } = await signedIn();
  const more = "There are more, which were used less recently.";
  const draft = { last_seen_at: inDays(-0.01) };
  await insertSessions(userId, Array(100).fill(draft));
  expect(await devicesShown(visitor)).toHaveLength(101);
  expect((await visitor.get(path)).body).not.toContain(more);
  const [last = ""] = await insertSessions(userId, [draft]);
  expect(await devicesShown(visitor)).toHaveLength(101);
  expect((await visitor.get(path)).body).toContain(more);

  // Make all other sessions more recent than the current one.
  await database()`
    update sessions set last_seen_at = now() + interval '1 minute'
    where user_id = ${userId} and id <> ${await sessionId(visitor)}`;
  const shown = await devicesShown(visitor);
  expect(shown).toHaveLength(101);
  expect(shown[0]).toContain("This device");
  await press(visitor, path, "End all other sessions");
  expect(await devicesShown(visitor)).toHaveLength(1);
  expect([...(await database()`select id from sessions where id = ${last}`)]).toEqual([]);
});

const hostile: Record<string, string> = {
  markup: `<img src=x onerror="alert(1)">/1.0 (<script>alert(2)</script>)`,
  "markup as the system": `<i>Browser</i>/9.9 (<b>System</b>; "><script>alert(3)</script>)`,
  "10 kB": `${"x".repeat(400)}/1.0 (${"x".repeat(10_000)})`,
  "10 kB without a slash": "x".repeat(10_000),
  "right-to-left text": "متصفح/1.0 \u202Eabc\u2067def",
  "a lone surrogate": `${"\u{1F600}".repeat(39)}\uD83D/1.0`,
  "property names of objects": "__proto__/1.0 constructor/2.0 (hasOwnProperty)",
  "a string that makes regular expressions slow": `${"a ".repeat(4000)}(${"(".repeat(200)}`,
};

for (const [what, userAgent] of Object.entries(hostile)) {
  test(`a browser with ${what} as its User-Agent signs in, and is shown as text that fits the page`, async ({
    page,
  }) => {
    const account = await control.createAccount({ google: {} });
    // Node writes headers as Latin-1.
    const browser = new HttpBrowser(Buffer.from(userAgent).toString("latin1"));
    expect((await browser.signIn("google", account)).status).toBe(303);
    for (const listPath of [path, "/account/activity"]) {
      const response = await browser.get(listPath);
      expect(response.status).toBe(200);
      expect(response.body).not.toMatch(/<img src=x|<script>alert|<b>System|<i>Browser/);
    }
    await goOnAs(page, browser);
    await page.setViewportSize({ width: 320, height: 720 });
    for (const listPath of [path, "/account/activity"]) {
      await page.goto(listPath);
      await expect(
        page.getByRole("listitem").filter({ hasText: "just now" }).first(),
      ).toBeVisible();
      await expectNoOverflow(page);
    }
  });
}

test("control characters and line breaks in a stored User-Agent are removed", async () => {
  const { visitor, userId } = await signedIn();
  const names = [
    "Evil\u0007\u001b[31m/1\r\nSet-Cookie: a=b",
    "\u202Eabc/1 (x)",
    "\uFEFF\u200B/1 (x)",
    "",
  ];
  await insertSessions(
    userId,
    names.map((user_agent) => ({ user_agent })),
  );
  const { body, status, cookies } = await visitor.get(path);
  expect([status, cookies]).toEqual([200, []]);
  const shown = body.replace(/<script.*?<\/script>/gs, "").replaceAll("\n", "");
  expect(shown).not.toMatch(/\p{Cc}|[\u202a-\u202e]/u);
  expect(await devicesShown(visitor)).toHaveLength(5);
});

/** The list item of the browser with this name. */
function device(page: Page, name: string): Locator {
  const heading = page.getByRole("heading", { name, level: 3 });
  return page.getByRole("listitem").filter({ has: heading });
}

async function signedIn() {
  const account = await control.createAccount({ google: {} });
  const visitor = new HttpBrowser(userAgents["Chrome on Android"]);
  await visitor.signIn("google", account);
  return { account, visitor, userId: await userIdOf(account) };
}

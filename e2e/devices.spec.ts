import type { Locator, Page } from "@playwright/test";
import { agedVisitor, confirmPath, expectRedirect, press } from "./support/account-centre";
import { inDays, insertSessions } from "./support/account-rows";
import { control } from "./support/control";
import { HttpBrowser, userAgents } from "./support/http-browser";
import { devicesShown } from "./support/rows-shown";
import { signedInBrowser } from "./support/signed-in-browser";
import { expect, test } from "./support/test-with-phone";
import { signInTwice } from "./support/two-browsers";
import { sessionId } from "./support/visitor-rows";

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
    await expect(device(browser, own).getByRole("link", { name: /^Sign out/ })).toHaveCount(0);
    await expect(device(browser, other)).not.toContainText("This device");
    await expect(device(browser, other)).toContainText("Active just now");
    await expect(device(browser, own)).toContainText("Active now");
    await expect(device(browser, other)).toContainText("This computer");
  }

  // The other browser has the profile page open.
  await phone.goto("/account");
  await phone.getByRole("textbox", { name: "Name", exact: true }).fill("Too late");

  // "No, sign it out" is the only button of the row that does so.
  const signOutLink = page.getByRole("link", { name: /^Sign out device: Safari on iOS/ });
  await expect(page.getByRole("link", { name: /^No, sign it out on Safari on iOS/ })).toBeVisible();
  await expect(signOutLink).toHaveCount(0);
  await page.getByRole("button", { name: /^Yes, it was me on Safari on iOS/ }).click();
  await signOutLink.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign out Safari on iOS?");
  await page.getByRole("button", { name: /^Sign out device: Safari on iOS/ }).click();
  await expect(page.getByText("Safari on iOS is signed out.")).toBeVisible();
  await expect(page.getByText("You’re not signed in anywhere else.")).toBeVisible();
  await expect(device(page, "Chrome on Windows")).toContainText("This device");

  await phone.getByRole("button", { name: "Save profile" }).click();
  await expect(phone).toHaveURL("/sign-in?callbackUrl=%2Faccount");
  await page.goto("/account");
  await expect(page.getByRole("textbox", { name: "Name", exact: true })).not.toHaveValue(
    "Too late",
  );
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
    expect(text).toMatch(/Active (just )?now · This computer/);
    expect(text).toContain("Signed in with GitHub just now");
  }
});

test("a device can be forgotten long after the sign-in, once its user has confirmed", async () => {
  const { visitor } = await agedVisitor();
  expectRedirect(await press(visitor, path, "Forget this device"), confirmPath(path));
});

test("an unknown place is shown as unknown, or by its address if there is one", async () => {
  const { visitor, userId } = await signedInBrowser();
  await insertSessions(userId, [
    { ip: null },
    { ip: "2001:db8::7", user_agent: firefox, last_seen_at: inDays(-3), created_at: inDays(-40) },
  ]);
  const [, ...others] = await devicesShown(visitor);
  expect(others).toEqual([
    expect.stringMatching(/^Unknown browser .*Unknown location/),
    expect.stringMatching(/^Firefox on Windows Active 3 days ago .*2001:db8::7 .*1 month ago/),
  ]);
});

test("the current session has no link to end it, even if others have the same User-Agent", async () => {
  const { visitor, userId } = await signedInBrowser();
  await insertSessions(userId, [{ user_agent: firefox }, { user_agent: firefox }]);
  const { body } = await visitor.get(path);
  const ended = [...body.matchAll(/\/others\?session=([\w-]+)/g)].map(([, id]) => id);
  expect(new Set(ended).size).toBe(2);
  expect(ended).not.toContain(await sessionId(visitor));
  const shown = await devicesShown(visitor);
  expect(shown.filter((text) => text.includes("This device"))).toEqual([shown[0]]);
});

test("only another session of one's own gets the page that asks whether to end it", async () => {
  const { visitor, userId } = await signedInBrowser();
  const stranger = await signedInBrowser();
  const [own, expired] = await insertSessions(userId, [{}, { expires_at: inDays(-0.001) }]);
  const page = "/account/sessions/others?session=";
  expect((await visitor.get(`${page}${own}`)).status).toBe(200);
  const others = {
    missing: page,
    garbled: `${page}%00%f0%9f%92%a9`,
    huge: `${page}${"1".repeat(4_000)}`,
    doubled: `${page}${own}&session=${own}`,
    "in another case": `${page}${String(own).toUpperCase()}`,
    "this one": `${page}${await sessionId(visitor)}`,
    "a stranger's": `${page}${await sessionId(stranger.visitor)}`,
    expired: `${page}${expired}`,
  };
  for (const [what, address] of Object.entries(others)) {
    const { status, body } = await visitor.get(address);
    expect(status, what).toBe(404);
    expect(body, what).not.toContain("Sign out device");
  }
});

test("sessions past their idle or absolute expiry are not shown", async () => {
  const { visitor, userId } = await signedInBrowser();
  await insertSessions(userId, [
    { expires_at: inDays(-0.001), user_agent: safari },
    { absolute_expires_at: inDays(-0.001), user_agent: safari },
    { expires_at: inDays(0.001), absolute_expires_at: inDays(0.001), user_agent: firefox },
  ]);
  const shown = (await devicesShown(visitor)).join("\n");
  expect(shown).toContain("Firefox on Windows");
  expect(shown).not.toContain("Safari on iOS");
});

/** The list item of the browser with this name. */
function device(page: Page, name: string): Locator {
  const heading = page.getByRole("heading", { name, level: 3 });
  return page.getByRole("listitem").filter({ has: heading });
}

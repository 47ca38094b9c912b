import { deviceCookie, isAlive, press, textOf } from "./support/account-centre";
import { userIdOf } from "./support/account-rows";
import { control } from "./support/control";
import { database } from "./support/database";
import { HttpBrowser } from "./support/http-browser";
import { hashOf } from "./support/http-visitor";
import {
  browserOf,
  edge,
  firefox,
  olderAndNewer,
  reviewQuestion,
  safari,
} from "./support/new-device";
import { expect, test } from "./support/test-with-phone";
import { sessionOf } from "./support/visitor-rows";

test("a recognised browser stays recognised after sign-out, until it loses its cookie", async () => {
  const { account, older, newer } = await olderAndNewer();
  const device = newer.jar.get(deviceCookie);
  expect(device).toMatch(/^[\w-]{43}$/);
  await press(older, "/account/sessions", "Yes, it was me");
  await newer.signOut();
  expect(newer.jar.get(deviceCookie)).toBe(device);
  await newer.signIn("google", account);
  expect((await sessionOf(newer)).new_device).toBe(false);
  expect(await textOf(older, "/")).not.toMatch(reviewQuestion);
  newer.jar.delete(deviceCookie);
  await newer.signOut();
  await newer.signIn("google", account);
  expect(await textOf(older, "/")).toContain("New sign-in. Was this you? Safari on iOS");
});

test("a browser that one user uses is new for another", async () => {
  const shared = await browserOf(await control.createAccount({ google: {} }), safari);
  const account = await control.createAccount({ google: {} });
  const older = await browserOf(account, firefox);
  await shared.signOut();
  await shared.signIn("google", account);
  expect(await textOf(older, "/")).toContain("New sign-in. Was this you? Safari on iOS");
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
    await press(older, "/account/sessions", "Yes, it was me");
    const other = new HttpBrowser(edge);
    for (const value of values) other.jar.set(deviceCookie, value);
    expect((await other.signIn("google", account)).status).toBe(303);
    expect((await sessionOf(other)).new_device).toBe(true);
    expect(other.jar.get(deviceCookie)).toMatch(/^[\w-]{43}$/);
    expect(await textOf(older, "/")).toContain(
      "New sign-in. Was this you? Microsoft Edge on Windows",
    );
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
  expect((await sessionOf(other)).new_device).toBe(true);
  expect(other.jar.get(deviceCookie)).toMatch(/^[\w-]{43}$/);
  expect(other.jar.get(deviceCookie)).not.toBe(known);
});

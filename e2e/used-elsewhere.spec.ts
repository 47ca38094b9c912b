import { deviceCookie, press, textOf } from "./support/account-centre";
import { ClientAtAddress } from "./support/client-at-address";
import { type Account, control } from "./support/control";
import { database } from "./support/database";
import { HttpBrowser } from "./support/http-browser";
import { type HttpVisitor, sessionCookie } from "./support/http-visitor";
import { browserOf, edge, firefox, reportSignIn, safari } from "./support/new-device";
import { activityShown, devicesShown } from "./support/rows-shown";
import { shareApp } from "./support/shared-app";
import { expect, test } from "./support/test-with-phone";
import { activityOf, sessionId } from "./support/visitor-rows";

const notice = "A session was used elsewhere.";
const ifNotYou = "If not, sign out here: the session ends in both places.";

/** Uses a visitor's session in another browser, and waits until that is recorded. */
async function useWithCopiedCookie(visitor: HttpVisitor, userAgent: string, times: number) {
  const thief = new HttpBrowser(userAgent);
  thief.jar.set(sessionCookie, visitor.sessionToken());
  await thief.get("/account");
  await recorded(visitor, times);
  return thief;
}

async function recorded(visitor: HttpVisitor, times: number) {
  const id = await sessionId(visitor);
  const countUses = async () => {
    const rows = await database()`
      select from activity where session_id = ${id} and kind = 'used-elsewhere'`;
    return rows.length;
  };
  await expect.poll(countUses).toBe(times);
}

/** A user signed in in two known browsers. */
async function onTwoKnownDevices() {
  const account = await control.createAccount({ google: {} });
  const first = await browserOf(account, firefox);
  const second = await browserOf(account, edge, first.jar.get(deviceCookie));
  return { account, first, second };
}

test("a copied session that is used in another browser is reported on the user's other devices", async () => {
  const { first, second } = await onTwoKnownDevices();
  await useWithCopiedCookie(first, safari, 1);
  const text = await textOf(second, "/");
  expect(text).toContain(`${notice} Was this you? Safari on iOS`);
  expect(await textOf(first, "/")).not.toContain(notice);
  expect(await textOf(first, "/account/sessions")).toContain(`${ifNotYou} Sign out here`);
  expect((await activityShown(first))[0]).toContain("Check devices");
  expect((await activityShown(second))[0]).toMatch(
    /^A session was used in another browser .*Safari/,
  );
  const firstShown = async () =>
    (await devicesShown(second)).find((device) => device.startsWith("Firefox on Windows"));
  expect(await firstShown()).toMatch(/was used from another place\. Was this you\? Safari on iOS/);
  expect(await firstShown()).not.toContain("Also used from");
  await press(second, "/account/sessions", "Yes, it was me");
  expect(await firstShown()).toContain("Also used from: Safari on iOS");
  expect(await textOf(second, "/account")).not.toContain(notice);
  expect(await textOf(first, "/account/sessions")).not.toContain(ifNotYou);
});

test("one press on another device ends it", async () => {
  const { first, second } = await onTwoKnownDevices();
  const thief = await useWithCopiedCookie(first, safari, 1);
  const response = await reportSignIn(second);
  expect([response.status, response.location]).toEqual([303, "/account/sessions/ended"]);
  expect(await thief.sessionUser()).toBeNull();
  expect(await second.sessionUser()).not.toBeNull();
});

test("a user with one device is asked on it", async () => {
  const first = await browserOf(await control.createAccount({ google: {} }), firefox);
  await useWithCopiedCookie(first, safari, 1);
  expect(await textOf(first, "/")).toContain(`${notice} Was this you? Safari on iOS`);
  expect((await press(first, "/account/sessions", "Yes, it was me")).location).toBe(
    "/account/sessions",
  );
  expect(await textOf(first, "/")).not.toContain(notice);
});

test("each place is recorded once, and a newer version of the browser isn't another one", async () => {
  const first = await browserOf(await control.createAccount({ google: {} }), firefox);
  const newer = new HttpBrowser(firefox.replaceAll("140.0", "150.0"));
  newer.jar.set(sessionCookie, first.sessionToken());
  await newer.get("/account");
  const thief = await useWithCopiedCookie(first, safari, 1);
  await Promise.all([thief.get("/"), thief.get("/account"), thief.get("/account/data")]);
  await useWithCopiedCookie(first, edge, 2);
  const uses = (await activityOf(first)).filter((entry) => entry.startsWith("used-elsewhere"));
  expect(uses).toEqual(["used-elsewhere google browser", "used-elsewhere google browser"]);
});

test.describe("behind a proxy", () => {
  const shared = shareApp({ TRUSTED_PROXY_HOPS: "1" });

  async function signedInAt(address: string, account: Account) {
    const visitor = new ClientAtAddress(shared.app.url, address);
    expect((await visitor.signIn("google", account)).status).toBe(303);
    return visitor;
  }

  test("another network is reported, and another address of the same one isn't", async () => {
    const visitor = await signedInAt("203.0.113.7", await control.createAccount({ google: {} }));
    visitor.networkAddress = "203.0.113.200";
    await visitor.get("/account");
    visitor.networkAddress = "198.51.100.7";
    await visitor.get("/account");
    await recorded(visitor, 1);
    expect(await textOf(visitor, "/account/sessions")).toContain("198.51.100.7");
    const uses = (await activityOf(visitor)).filter((entry) => entry.startsWith("used-elsewhere"));
    expect(uses).toEqual(["used-elsewhere google network"]);
  });
});

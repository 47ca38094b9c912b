import { expect, test } from "@playwright/test";
import { postAction, prepareAction } from "./support/account-action";
import { accountActions } from "./support/account-actions";
import {
  confirm,
  confirmPath,
  connectionsPath,
  expectRedirect,
  formOn,
  press,
  reachConfirm,
  reachConnect,
  signedIn,
  textOf,
  walk,
  withBoth,
} from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { control } from "./support/control";
import { database } from "./support/database";
import { HttpVisitor, hashOf } from "./support/http-visitor";
import { endPath, endPathOf, reportSignIn } from "./support/new-device";
import { shareApp } from "./support/shared-app";
import { connectedProviders, sessionId, sessionOf } from "./support/visitor-rows";

const waitPath = (path: string) => `/account/wait?${new URLSearchParams({ returnTo: path })}`;
const dataPath = "/account/data";
const exportPath = `${dataPath}/export`;

/** What a new device may do at once. */
const onAnyDevice = [
  "account/save-profile.ts",
  "account/connections/offer/accept-link.ts",
  "account/connections/offer/decline-link.ts",
  "account/sessions/end-session.ts",
  "account/sessions/end-other-sessions.ts",
  "account/sessions/report-sign-in.ts",
];

for (const file of onAnyDevice) {
  test(`${file} takes effect on an unknown device`, async () => {
    const action = accountActions[file];
    if (!action) throw new Error(`There is no action ${file}.`);
    const { scenario, form } = await prepareAction(action);
    await database()`update sessions set new_device = true where id = ${scenario.own.session}`;
    await action.happened(scenario, await postAction(action, scenario, form));
  });
}

test("signing out works on an unknown device", async () => {
  const { newer } = await onTwoDevices();
  expectRedirect(await newer.signOut(), "/");
  expect(await newer.sessionUser()).toBeNull();
});

/** A user with two accounts on a known device, and on a new one through Google. */
async function onTwoDevices(address?: string) {
  const { user, visitor: older } = await withBoth();
  return { user, older, newer: await signedIn(user, "google", address) };
}

async function opened(visitor: HttpVisitor, ago: string) {
  await database()`
    update sessions set created_at = now() - ${ago}::interval
    where token_hash = ${hashOf(visitor.sessionToken())}`;
}

test("a day after the sign-in a new device may act, and not a minute sooner", async () => {
  const { newer } = await onTwoDevices();
  await opened(newer, "23 hours 59 minutes");
  expectRedirect(await newer.submit(exportPath, []), waitPath(dataPath));
  await opened(newer, "24 hours 1 second");
  expect((await newer.submit(exportPath, [])).status).toBe(200);
  expect((await newer.get(waitPath(dataPath))).location).toBe(dataPath);
  await ageSignIn(newer);
  expectRedirect(await newer.submit(exportPath, []), confirmPath(dataPath));
});

test("confirming with the account that signed in doesn't end the wait", async () => {
  const { user, newer } = await onTwoDevices();
  await ageSignIn(newer);
  expectRedirect(await confirm(newer, "google", user, dataPath), dataPath);
  expect((await sessionOf(newer)).recent).toBe(true);
  expectRedirect(await newer.submit(exportPath, []), waitPath(dataPath));
  expect(await textOf(newer, waitPath(dataPath))).toContain("this device can do all of that from");
});

test("an account that was added on the new device can't end the wait, from either side", async () => {
  const user = await control.createAccount({ google: {}, github: {} });
  await signedIn(user);
  const thief = new HttpVisitor();
  await thief.signIn("github", user);
  expect(await connectedProviders(thief)).toEqual(["github", "google"]);
  // The added account opened the session, and the stolen one confirms.
  await ageSignIn(thief);
  await confirm(thief, "google", user, dataPath);
  expectRedirect(await thief.submit(exportPath, []), waitPath(dataPath));
  // The stolen one opened it, and the added one confirms.
  await thief.signOut();
  await thief.signIn("google", user);
  await ageSignIn(thief);
  await confirm(thief, "github", user, dataPath);
  expectRedirect(await thief.submit(exportPath, []), waitPath(dataPath));
});

test("two tabs of a new device can both confirm, and both go on", async () => {
  const { user, newer } = await onTwoDevices();
  const form = await formOn(newer, waitPath(dataPath), "Continue with GitHub");
  const other = await formOn(newer, waitPath(connectionsPath), "Continue with GitHub");
  const first = await walk(await newer.submit(waitPath(dataPath), form), user);
  const second = await walk(await newer.submit(waitPath(connectionsPath), other), user);
  expectRedirect(await newer.follow(first), dataPath);
  expect((await newer.submit(exportPath, [])).status).toBe(200);
  expectRedirect(await newer.follow(second), connectionsPath);
});

test("a connection is not made if its device is unknown by the time it commits", async () => {
  const user = await control.createAccount({ google: {}, github: {} });
  const visitor = await signedIn(user);
  const url = await reachConnect(visitor, "github", user);
  await database()`update sessions set new_device = true where id = ${await sessionId(visitor)}`;
  expectRedirect(await visitor.follow(url), waitPath(connectionsPath));
  expect(await connectedProviders(visitor)).toEqual(["google"]);
});

test("a session that ends while it is confirmed stays ended, and makes no device known", async () => {
  const { user, older, newer } = await onTwoDevices();
  await ageSignIn(newer);
  const url = await reachConfirm(newer, "github", user, { returnTo: dataPath });
  expectRedirect(await reportSignIn(older), "/account/sessions/ended?provider=google");
  expect((await newer.follow(url)).status).toBe(401);
  await newer.signIn("google", user);
  expect((await sessionOf(newer)).new_device).toBe(true);
});

test("the page names no device that the devices page doesn't, and returns to no other site", async () => {
  const { newer } = await onTwoDevices();
  const text = await textOf(newer, waitPath("https://evil.example/"));
  expect(text).toContain("Unknown browser");
  const form = await formOn(newer, waitPath("https://evil.example/"), "Continue with GitHub");
  expect(form.find(([name]) => name === "returnTo")?.[1]).toBe("/");
});

test("ending sessions asks to confirm and comes back, and a new device needs no wait for it", async () => {
  const { user, older, newer } = await onTwoDevices();
  const form = await formOn(newer, "/account/sessions/others", "Sign out all other devices");
  await ageSignIn(newer);
  const asking = endPath(await sessionId(older));
  expect((await newer.get("/account/sessions")).body).toContain(`href="${asking}"`);
  expect((await newer.get(asking)).body).toContain("Continue with Google");
  expect((await newer.get(asking)).body).not.toContain("Sign out device");
  const asked = await newer.submit("/account/sessions/others", form);
  expectRedirect(asked, confirmPath("/account/sessions"));
  expect(await older.sessionUser()).not.toBeNull();
  expectRedirect(await confirm(newer, "google", user, "/account/sessions"), "/account/sessions");
  expectRedirect(await press(newer, asking, "Sign out device"), "/account/sessions");
  expect(await older.sessionUser()).toBeNull();
});

test("a new device can't forget a known one, nor with the session that it ends", async () => {
  const { older, newer } = await onTwoDevices();
  const asking = await endPathOf(newer);
  const [end, forget] = [
    await formOn(newer, asking, "Sign out device"),
    await formOn(older, "/account/sessions", "Forget this device"),
  ];
  expect((await newer.get("/account/sessions")).body).not.toContain("orget this device");
  const wait = waitPath("/account/sessions");
  expectRedirect(await newer.submit(asking, [...end, ["forget", "yes"]]), wait);
  expectRedirect(await newer.submit("/account/sessions", forget), wait);
  expect(await older.sessionUser()).not.toBeNull();
});

test.describe("with a wait of three seconds", () => {
  const shared = shareApp({ NEW_DEVICE_WAIT: "3s" });

  test("a new device may act once they have passed", async () => {
    const user = await control.createAccount({ google: {} });
    await signedIn(user, "google", shared.app.url);
    const newer = await signedIn(user, "google", shared.app.url);
    expectRedirect(await newer.submit(exportPath, []), waitPath(dataPath));
    await expect.poll(async () => (await newer.submit(exportPath, [])).status).toBe(200);
  });
});

test.describe("without a wait", () => {
  const shared = shareApp({ NEW_DEVICE_WAIT: "0" });

  test("a new device may act at once, and is announced", async () => {
    const user = await control.createAccount({ google: {} });
    const older = await signedIn(user, "google", shared.app.url);
    const newer = await signedIn(user, "google", shared.app.url);
    expect((await newer.submit(exportPath, [])).status).toBe(200);
    expect(await textOf(older, "/account")).toContain("New sign-in.");
  });
});

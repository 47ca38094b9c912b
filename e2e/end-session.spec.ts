import { formOn, isAlive, press, textOf } from "./support/account-centre";
import { activityKinds, insertSessions } from "./support/account-rows";
import { HttpBrowser, userAgents } from "./support/http-browser";
import { HttpVisitor } from "./support/http-visitor";
import { endPath, endPathOf } from "./support/new-device";
import { devicesShown } from "./support/rows-shown";
import { signedInBrowser } from "./support/signed-in-browser";
import { expect, test } from "./support/test-with-phone";
import { signInTwice } from "./support/two-browsers";
import { sessionId } from "./support/visitor-rows";

const path = "/account/sessions";
const safari = userAgents["Safari on iOS"];

test("all other devices are signed out at once, and only after a question @nojs", async ({
  page,
  phone,
}) => {
  const user = await signInTwice(page, phone);
  const third = new HttpVisitor();
  await third.signIn("github", user.account);
  await page.goto(path);
  await page.getByRole("link", { name: "Sign out 2 other devices…" }).click();
  await expect(
    page.getByText("You’ll be signed out there, and stay signed in on this device."),
  ).toBeVisible();
  expect(await third.sessionUser()).not.toBeNull();
  await page.getByRole("button", { name: "Sign out all other devices" }).click();
  await expect(page.getByText("Signed out the 2 other devices.")).toBeVisible();
  await expect(page.getByText("You’re not signed in anywhere else.")).toBeVisible();
  await phone.goto(path);
  await expect(phone).toHaveURL("/sign-in?callbackUrl=%2Faccount%2Fsessions");
  await expect(phone.getByText("You were signed out from another device.")).toBeVisible();
  expect(await third.sessionUser()).toBeNull();
});

test("a browser that ends its own session by a forged form is signed out, and can sign in again", async () => {
  const { account, visitor, userId } = await signedInBrowser();
  await insertSessions(userId, [{}]);
  const asking = await endPathOf(visitor);
  const fields = await formOn(visitor, asking, "Sign out device");
  const own = await sessionId(visitor);
  const token = visitor.sessionToken();
  const forged = fields.map(
    ([name, value]) => [name, name === "session" ? own : value] as [string, string],
  );
  const response = await visitor.submit(asking, forged);
  expect([response.status, response.location]).toEqual([303, path]);
  expect((await visitor.get(path)).location).toBe("/sign-in?callbackUrl=%2Faccount%2Fsessions");
  expect(await isAlive(token)).toBe(false);
  expect((await visitor.signIn("google", account)).status).toBe(303);
  expect(await devicesShown(visitor)).toHaveLength(2);
  expect(await activityKinds(account)).toContain("session-ended");
});

test("an ended session stops working everywhere at once", async () => {
  const { account, visitor } = await signedInBrowser();
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
  const forms = await formOn(other, "/account/sessions/others", "Sign out all other devices");
  await press(visitor, endPath(await sessionId(other)), "Sign out device");
  for (const page of pages.slice(1)) {
    expect((await other.get(page)).location, page).toBe(
      `/sign-in?${new URLSearchParams({ callbackUrl: page })}`,
    );
  }
  expect(await textOf(other, "/")).toContain("Continue with Google");
  expect(await other.sessionUser()).toBeNull();
  const posted = await other.submit(`${path}/others`, forms);
  expect([posted.status, posted.location]).toEqual([
    303,
    "/sign-in?callbackUrl=%2Faccount%2Fsessions",
  ]);
  expect((await other.submit("/account/data/export", [])).location).toMatch(/^\/sign-in/);
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("ending all other sessions ends only those of this user, and says how many", async () => {
  const { account, visitor, userId } = await signedInBrowser();
  const otherUser = await signedInBrowser();
  expect((await visitor.get(path)).body).not.toContain(`${path}/others`);
  await insertSessions(userId, [{}]);
  const form = await formOn(visitor, "/account/sessions/others", "Sign out all other devices");
  await visitor.submit(`${path}/others`, form);
  expect((await visitor.get(path)).body).toContain("Signed out the other device.");
  await visitor.submit(`${path}/others`, form);
  expect((await visitor.get(path)).body).toContain("There was no other device to sign out.");
  expect(await otherUser.visitor.sessionUser()).not.toBeNull();
  expect(await visitor.sessionUser()).not.toBeNull();
  const kinds = await activityKinds(account);
  expect(kinds.filter((kind) => kind === "other-sessions-ended")).toHaveLength(1);
});

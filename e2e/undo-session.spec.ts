import type { Page } from "@playwright/test";
import {
  connect,
  connectionsPath,
  disconnectPath,
  expectRedirect,
  formOn,
  isAlive,
  press,
  signedIn,
  textOf,
} from "./support/account-centre";
import { submitForm } from "./support/account-form";
import { activityRows } from "./support/account-rows";
import { control } from "./support/control";
import { database, rowsOf } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import {
  browserOf,
  edge,
  firefox,
  reportFormOf,
  reportOnPage,
  reportPath,
  reportSignIn,
  reviewQuestion,
  safari,
} from "./support/new-device";
import { chooseAccount } from "./support/sign-in";
import { makeTestUser, type TestUser } from "./support/test-user";
import { expect, test } from "./support/test-with-phone";
import { signInTwice } from "./support/two-browsers";
import { connectionId, sessionOf } from "./support/visitor-rows";

/** The row of a user, without what signing in changes. */
async function profileOf(userId: string) {
  const [row] = await database()`
    select username, name, email, email_verified is not null as confirmed, image from users
    where id = ${userId}`;
  return { ...row };
}

async function connectGitHub(page: Page, github: TestUser) {
  await page.goto(connectionsPath);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  await page.getByRole("button", { name: github.handles.github }).click();
  await page.getByRole("button", { name: "Allow" }).click();
  await expect(page.getByText("GitHub is connected.")).toBeVisible();
}

/** A day later, an unknown device may do anything. */
async function endWait(userId: string) {
  await database()`
    update sessions set created_at = created_at - interval '25 hours'
    where user_id = ${userId} and new_device`;
}

/** Takes over the account that a browser is signed in to, with its pages. */
async function takeOver(phone: Page, eve: TestUser) {
  await connectGitHub(phone, eve);
  await phone.getByRole("link", { name: /^Disconnect.*Google/ }).click();
  await phone.getByRole("button", { name: "Disconnect Google" }).click();
  await expect(phone.getByText("Google disconnected.")).toBeVisible();
  await phone.goto("/account");
  await phone.getByRole("button", { name: "Use this address" }).click();
  await expect(phone.getByText("Email address updated.")).toBeVisible();
  await phone.getByLabel("Username").fill(`taken-${eve.username}`);
  await phone.getByLabel("Name", { exact: true }).fill("Eve");
  await phone.getByRole("button", { name: "Save profile" }).click();
  await expect(phone.getByText("Profile saved.")).toBeVisible();
}

test("one press of the owner undoes all that a stolen account did on a new device @nojs", async ({
  page,
  phone,
}) => {
  // It goes through more pages than any other test.
  test.slow();
  const user = await signInTwice(page, phone);
  const [{ id = "" } = {}] = (await rowsOf(user.account)).users;
  const before = await profileOf(id);
  const eve = await makeTestUser();
  await endWait(id);
  await takeOver(phone, eve);
  expect(await profileOf(id)).not.toEqual(before);

  await page.goto("/account/sessions");
  await page.getByRole("link", { name: /^No, sign it out/ }).click();
  await expect(page.getByRole("main").getByRole("listitem")).toHaveText([
    /^Safari on iOS/,
    "Profile changed: username, name",
    "Address changed to the one at GitHub",
    "Google disconnected",
    "GitHub connected",
  ]);
  await page.getByRole("button", { name: "Sign it out" }).click();
  const result = page.getByRole("status");
  await expect(result).toContainText("Someone signed in there with your");
  await expect(result.getByRole("listitem")).toHaveText([
    "Your username is what it was before.",
    "Your name is what it was before.",
    "Your email address is what it was before.",
    "GitHub is disconnected again.",
    "Google is connected again.",
  ]);

  expect(await profileOf(id)).toEqual(before);
  await phone.goto("/account");
  await expect(phone).toHaveURL("/sign-in?callbackUrl=%2Faccount");
  // The intruder's account opens nothing; the owner's signs in again.
  await chooseAccount(phone, "github", eve);
  await expect(phone).toHaveURL("/sign-in/removed");
  await expect(phone.getByRole("button", { name: /^Restore / })).toHaveCount(0);
  const owner = await signedIn(user.account);
  expect((await sessionOf(owner)).user_id).toBe(id);
});

/** An owner's browser, and one that signs in with their account on an unknown device. */
async function ownerAndIntruder() {
  const user = await makeTestUser();
  const owner = await browserOf(user.account, firefox);
  const { user_id: userId } = await sessionOf(owner);
  const intruder = await browserOf(user.account, safari);
  await endWait(userId);
  return { user, owner, intruder, userId, before: await profileOf(userId) };
}

const spareGitHub = () => control.createAccount({ github: {} });

test("sessions opened with an account that the intruder connected end too", async () => {
  const { owner, intruder } = await ownerAndIntruder();
  const spare = await spareGitHub();
  await connect(intruder, "github", spare);
  const second = new HttpVisitor();
  await second.signIn("github", spare);
  expect(await second.sessionUser()).not.toBeNull();
  const notices = await textOf(owner, "/account/sessions");
  expect(notices).toContain("GitHub connected");
  const form = await reportFormOf(owner);
  const theirs = (await sessionOf(intruder)).id;
  const disowning = form.map(
    ([name, value]) => [name, name === "session" ? theirs : value] as [string, string],
  );
  expectRedirect(
    await owner.submit(reportPath, disowning),
    "/account/sessions/ended?provider=google",
  );
  expect(await isAlive(second.sessionToken())).toBe(false);
  expect(await isAlive(intruder.sessionToken())).toBe(false);
  expect(await textOf(owner, "/")).not.toMatch(reviewQuestion);
});

test("what can't be undone is named, and the rest is undone", async () => {
  const { user, owner, intruder, userId, before } = await ownerAndIntruder();
  await connect(intruder, "github", await spareGitHub());
  const google = disconnectPath(await connectionId(intruder, "google"));
  await press(intruder, google, "Disconnect");
  await submitForm(
    intruder,
    { path: "/account", button: "Save profile" },
    { username: `gone-${user.username}`, name: "Eve", picture: "none" },
  );
  // Another user takes the username, and the account.
  const other = await signedIn(await spareGitHub(), "github");
  const otherId = (await sessionOf(other)).user_id;
  await database()`update users set username = ${user.username} where id = ${otherId}`;
  await database()`insert into accounts (provider, provider_account_id, user_id, email)
    values ('google', ${String(user.account.google?.sub)}, ${otherId}, ${user.address})`;
  await reportSignIn(owner);
  const text = await textOf(owner, "/account/sessions/ended");
  expect(text).toContain("Your name is what it was before.");
  expect(text).toContain(
    "Your username can’t be put back: someone else has the former one by now.",
  );
  expect(text).toContain(
    "Google belongs to another account here by now, so it stays disconnected.",
  );
  expect(text).toContain("No account is connected to yours anymore.");
  expect((await profileOf(userId)).name).toBe(before.name);
});

test("a press at the moment of the intruder's action leaves nothing of it", async () => {
  for (let round = 0; round < 5; round += 1) {
    const { owner, intruder, userId, before } = await ownerAndIntruder();
    const profile = await formOn(intruder, "/account", "Save profile");
    const changed = profile.map(
      ([name, value]) => [name, name === "name" ? "Eve" : value] as [string, string],
    );
    const disowning = await reportFormOf(owner);
    await Promise.all([intruder.submit("/account", changed), owner.submit(reportPath, disowning)]);
    expect(await profileOf(userId)).toEqual(before);
    expect(await isAlive(intruder.sessionToken())).toBe(false);
  }
});

test("a forged or repeated press undoes nothing more", async () => {
  const { user, owner, intruder, userId } = await ownerAndIntruder();
  const disowning = await reportFormOf(owner);
  // An intruder's session can't answer for itself, nor for the owner's.
  const second = await browserOf(user.account, edge);
  await second.submit(reportPath, disowning);
  expect(await textOf(owner, "/")).toContain("2 new sign-ins. Were they yours?");
  const stranger = await signedIn(await spareGitHub(), "github");
  expect((await stranger.submit(reportPath, disowning)).status).toBe(404);

  await submitForm(owner, { path: "/account", button: "Save profile" }, { name: "Ada" });
  await owner.submit(reportPath, disowning);
  await owner.submit(reportPath, disowning);
  expect((await profileOf(userId)).name).toBe("Ada");
  const kinds = (await activityRows(user.account)).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "sign-in-disowned")).toHaveLength(1);
  expect(await intruder.sessionUser()).toBeNull();
});

test("nothing to put back stays stored once the sign-in is answered", async () => {
  const answers = [
    reportSignIn,
    (owner: HttpVisitor) => press(owner, "/account/sessions", "Yes, it was me"),
  ];
  for (const answer of answers) {
    const { owner, intruder, userId } = await ownerAndIntruder();
    await submitForm(intruder, { path: "/account", button: "Save profile" }, { name: "Eve" });
    const kept = () => database()`
      select undo from activity where user_id = ${userId} and undo is not null`;
    const [row] = await kept();
    expect(String(row?.undo)).toMatch(/^eyJ/);
    await answer(owner);
    expect([...(await kept())]).toEqual([]);
  }
});

test("the owner's pages fit a phone, before and after the press", async ({ page, phone }) => {
  test.slow();
  await page.setViewportSize({ width: 360, height: 780 });
  const user = await signInTwice(page, phone);
  const [{ id = "" } = {}] = (await rowsOf(user.account)).users;
  await endWait(id);
  await takeOver(phone, await makeTestUser());
  await page.goto("/account");
  await expectNoOverflow(page);
  await reportOnPage(page);
  await expect(page.getByText("We undid these changes:")).toBeVisible();
  await expectNoOverflow(page);
});

async function expectNoOverflow(page: Page) {
  const widths = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  expect(widths[0]).toBe(widths[1]);
}

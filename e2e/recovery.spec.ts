import { expectAccessible } from "./support/accessibility";
import { logLineOf, readAppLog } from "./support/app-log";
import { control } from "./support/control";
import { database, rowsOf } from "./support/database";
import { referenceOn } from "./support/http-response";
import { HttpVisitor, hashOf } from "./support/http-visitor";
import { reportOnPage } from "./support/new-device";
import { makeRecovery, newToken, recoveryPath } from "./support/operator-links";
import { chooseAccount, expectGreeting, signIn, signInNewUser } from "./support/sign-in";
import { makeTestUser } from "./support/test-user";
import { expect, test } from "./support/test-with-phone";

test.use({ clientErrors: "expected" });

/** A user who signed up in a browser that they still have, and their recovery link. */
async function lostUser() {
  const account = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor();
  await visitor.signIn("google", account);
  const { users } = await rowsOf(account);
  const userId = users[0]?.id ?? "";
  return { visitor, userId, token: await makeRecovery(userId) };
}

const linksOf = (userId: string) => database()`select from recoveries where user_id = ${userId}`;

async function recover(token: string, browser = new HttpVisitor()) {
  const account = await control.createAccount({ google: {}, github: {} });
  const callback = await browser.reachCallback("github", account, recoveryPath(token));
  return { browser, account, response: await browser.follow(callback) };
}

test("a user who lost their provider gets back in with a recovery link, and their other device undoes it @nojs", async ({
  page,
  phone,
}) => {
  const user = await signInNewUser(page, "google");
  const { users } = await rowsOf(user.account);
  const token = await makeRecovery(users[0]?.id ?? "");
  await page.goto("/account");
  await expect(page.getByText("Someone asked to recover your account.")).toBeVisible();

  const other = await makeTestUser();
  await phone.goto(recoveryPath(token));
  await expect(phone.getByRole("heading", { level: 1 })).toHaveText("Recover your account");
  await expect(phone.getByText("Didn’t ask for this link?")).toBeVisible();
  await signIn(phone, "github", other);
  await expectGreeting(phone, user);
  await expect(phone.getByRole("status").first()).toContainText("Your account is back.");

  await page.goto("/account");
  await expect(page.getByText("Someone asked to recover your account.")).toHaveCount(0);
  await page.goto("/account/sessions");
  await expect(page.getByText("GitHub connected with a recovery link")).toBeVisible();
  await reportOnPage(page);
  await expect(page).toHaveURL(/^[^?]*\/account\/sessions\/ended/);
  const { accounts } = await rowsOf(user.account);
  expect(accounts.map(({ provider }) => provider)).toEqual(["google"]);
  await phone.goto("/account");
  await expect(phone).toHaveURL(/\/sign-in/);
});

test("a known device stops a recovery, and its link leads to a page that says so @nojs", async ({
  page,
  phone,
}) => {
  const user = await signInNewUser(phone, "google");
  const { users } = await rowsOf(user.account);
  const token = await makeRecovery(users[0]?.id ?? "");
  await phone.goto("/");
  await phone.getByRole("button", { name: "Stop the recovery" }).click();
  await expect(phone.getByRole("status")).toContainText("Recovery stopped.");
  await expect(phone).toHaveURL("/");

  await page.goto(recoveryPath(token));
  const stranger = await makeTestUser();
  await signIn(page, "github", stranger);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "This recovery link can’t be used",
  );
  await expect(page.getByText(stranger.address)).toBeVisible();
  await page.getByRole("link", { name: "Go to the sign-in page" }).click();
  await expect(page).toHaveURL("/sign-in");
  await chooseAccount(page, "github", stranger);
  await expectGreeting(page, stranger);
});

test("the pages of a recovery are accessible", async ({ page }) => {
  const user = await signInNewUser(page, "google");
  const { users } = await rowsOf(user.account);
  await makeRecovery(users[0]?.id ?? "");
  await page.goto("/");
  await expect(page.getByRole("button", { name: "Stop the recovery" })).toBeVisible();
  await expectAccessible(page);
  await page.context().clearCookies();
  await page.goto(recoveryPath(newToken()));
  await expectAccessible(page);
  await signIn(page, "github", await makeTestUser());
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(
    "This recovery link can’t be used",
  );
  await expectAccessible(page);
});

test("opening a recovery link changes nothing, whoever opens it and however often", async () => {
  const { userId, token } = await lostUser();
  for (const method of ["HEAD", "GET", "GET"]) {
    const scanner = new HttpVisitor();
    const page = await scanner.send(recoveryPath(token), { method });
    expect([page.status, page.cookies]).toEqual([200, []]);
    expect(page.headers["cache-control"]).toContain("no-store");
    expect(page.headers["referrer-policy"]).toBe("same-origin");
  }
  expect(await linksOf(userId)).toHaveLength(1);
  expect((await recover(token)).response.location).toBe("/");
  expect(await linksOf(userId)).toHaveLength(0);
});

test("a user who is signed in stays who they are, and the link connects nothing", async () => {
  const { userId, token } = await lostUser();
  const account = await control.createAccount({ google: {} });
  const browser = new HttpVisitor();
  await browser.signIn("google", account);
  const page = await browser.get(recoveryPath(token));
  expect([page.status, page.location]).toEqual([307, "/"]);
  expect(await linksOf(userId)).toHaveLength(1);
});

test("links that no one made start a sign-in without them", async () => {
  const { userId, token } = await lostUser();
  const paths = [
    `/sign-in?recovery=${token}&recovery=${token}`,
    `/sign-in?recovery=${token}&invitation=${newToken()}`,
    `/sign-in?recovery=${token.slice(1)}`,
    `/sign-in?recovery=${token}%0A`,
    `/sign-in?recovery=%00`,
    `/sign-in?recovery[]=${token}`,
    `/sign-in?Recovery=${token}`,
  ];
  for (const path of paths) {
    const account = await control.createAccount({ github: {} });
    const browser = new HttpVisitor();
    expect((await browser.get(path)).body).not.toContain("Recover your account");
    await browser.follow(await browser.reachCallback("github", account, path));
    expect((await rowsOf(account)).users.map(({ id }) => id)).not.toContain(userId);
  }
  expect(await linksOf(userId)).toHaveLength(1);
});

test("a link works once, and expired, guessed and deleted ones not at all", async () => {
  const { userId, token } = await lostUser();
  expect((await recover(token)).response.status).toBe(303);
  const expired = await lostUser();
  await database()`
    update recoveries set expires_at = now() - interval '1 second' where user_id = ${expired.userId}`;
  const deleted = await lostUser();
  await database()`delete from users where id = ${deleted.userId}`;
  for (const unusable of [token, newToken(), expired.token, deleted.token]) {
    const { browser, account, response } = await recover(unusable);
    expect(response.status).toBe(403);
    expect(await logLineOf(referenceOn(response))).toMatchObject({
      failure: "refused",
      reason: "recovery-unusable",
    });
    expect(browser.sessionToken()).toBe("");
    expect((await rowsOf(account)).users).toEqual([]);
  }
  const accounts = await database()`select from accounts where user_id = ${userId}`;
  expect(accounts).toHaveLength(2);
});

test("neither the log nor another site gets to know a link", async () => {
  const { token } = await lostUser();
  const browser = new HttpVisitor();
  const started = await browser.start("github", recoveryPath(token));
  expect(started.location).not.toContain(token);
  expect(browser.jar.header()).not.toContain(token);
  const account = await control.createAccount({ github: {} });
  const callback = await control.authorize({ url: started.location ?? "", account: account.id });
  expect(callback).not.toContain(token);
  await browser.follow(new URL(callback));
  await browser.get(`${recoveryPath(token)}&x=1`);
  const log = await readAppLog();
  for (const secret of [token, hashOf(token)]) expect(log.includes(secret)).toBe(false);
});

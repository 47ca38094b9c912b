import { confirmOn, openForm, signedInUser, submitForm } from "./support/account-form";
import { ageSignIn, userIdOf } from "./support/account-rows";
import { cookieName } from "./support/cookie-names";
import { crossSiteHeaders } from "./support/cross-site";
import { countRowsOf, database, noRows } from "./support/database";
import { flowsIn } from "./support/flow-cookie";
import { ofFoyer } from "./support/foyer-tables";
import { HttpVisitor } from "./support/http-visitor";
import { makeRareRows } from "./support/rare-rows";
import { chooseAccount, continueButton, signIn } from "./support/sign-in";
import { countStoredRowsOf, storedRowsOf, tablesThatKnow } from "./support/stored-rows";
import { expect, test } from "./support/test";
import { makeTestUser, type TestUser } from "./support/test-user";

const path = "/account/data/delete";
const form = { path, button: "Delete my account" };
const confirmPath = `/account/confirm?${new URLSearchParams({ returnTo: path })}`;
const wrongUsername = "This isn’t your username. Nothing was deleted.";

const deletion = ({ user, visitor }: { user: TestUser; visitor: HttpVisitor }) =>
  submitForm(visitor, form, { username: user.username });

test("a user deletes their account: they confirm, type the username, and no row is left @nojs", async ({
  page,
  anotherBrowser,
}) => {
  const user = await makeTestUser();
  await page.goto("/");
  await signIn(page, "google", user);
  await anotherBrowser.goto("/account");
  await chooseAccount(anotherBrowser, "google", user);
  await expect(anotherBrowser).toHaveURL("/account");
  const userId = await userIdOf(user.account);
  await database()`
    update sessions set authenticated_at = now() - interval '6 minutes' where user_id = ${userId}`;

  await page.goto("/account/data");
  await page.getByRole("link", { name: "Delete my account" }).click();
  await expect(page.getByLabel("Type your username to confirm")).toHaveCount(0);
  await continueButton(page, "google").click();
  await page.getByRole("button", { name: user.handles.google }).click();
  await expect(page).toHaveURL(path);
  await expect(page.getByRole("status").filter({ hasText: "Confirmed." })).toBeVisible();

  const field = page.getByLabel("Type your username to confirm");
  await field.fill("another-user");
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(field).toHaveAttribute("aria-invalid", "true");
  await expect(field).toHaveAccessibleDescription(
    `${wrongUsername} Your username is ${user.username}.`,
  );
  await expect(field).toHaveValue("another-user");

  await field.fill(user.username);
  await page.getByRole("button", { name: "Delete my account" }).click();
  await expect(page).toHaveURL("/");
  await expect(page.getByRole("status")).toContainText("Account deleted.");
  await expect(continueButton(page, "google")).toBeVisible();
  await expect(page.getByText("Last used")).toHaveCount(0);
  expect(await tablesThatKnow(userId)).toEqual([]);
  expect((await page.context().cookies("http://localhost")).filter(isOurs)).toMatchObject([
    { name: signedOutCookie, value: "1" },
  ]);
  await anotherBrowser.reload();
  await expect(anotherBrowser).toHaveURL("/sign-in?callbackUrl=%2Faccount");
});

/** Says nothing about the user: it has the next sign-in ask for the account. */
const signedOutCookie = cookieName("foyer.signed-out");

/** Cookies of the app. */
const isOurs = ({ name }: { name: string }) => /^(authjs|foyer)\./.test(name);

/** What operators did, and what is left of a suspension: see "What a deletion leaves" in docs/export.md. */
const keptTables = ["admin_log", "suspended_identities"];

test("a deletion removes the user's rows from every table, and no one else's", async () => {
  const [own, other] = [await signedInUser(), await signedInUser()];
  const elsewhere = new HttpVisitor();
  await elsewhere.signIn("github", own.user.account);
  const userId = await userIdOf(own.user.account);
  const otherId = await userIdOf(other.user.account);
  await database()`
    insert into removed_accounts (user_id, account_hash, provider) values (${userId}, 'x', 'google')`;
  await makeRareRows(userId);
  const counts = await countStoredRowsOf(userId);
  for (const [table, count] of Object.entries(ofFoyer(counts))) {
    expect(count, table).toBeGreaterThan(0);
  }
  const before = await storedRowsOf(otherId);

  const response = await deletion(own);
  expect([response.status, response.location]).toEqual([303, "/"]);
  expect(await tablesThatKnow(userId)).toEqual(keptTables);
  expect(await countRowsOf(own.user.account)).toEqual(noRows);
  expect(await storedRowsOf(otherId)).toEqual(before);
  expect(await other.visitor.sessionUser()).not.toBeNull();

  expect(own.visitor.jar.names()).toEqual([signedOutCookie, cookieName("foyer.flash")]);
  expect((await own.visitor.get("/")).body).toContain("Account deleted.");
  expect(own.visitor.jar.names()).toEqual([signedOutCookie]);
  expect(await elsewhere.sessionUser()).toBeNull();
  expect((await elsewhere.get("/account")).location).toBe("/sign-in?callbackUrl=%2Faccount");
});

test("a deletion also expires the cookies of a flow in progress", async () => {
  const own = await signedInUser();
  const page = { path: "/account/connections", button: "Connect GitHub" };
  expect((await submitForm(own.visitor, page)).location).toContain("/github/");
  expect(flowsIn(own.visitor)).toHaveLength(1);
  await deletion(own);
  expect(own.visitor.jar.names()).toEqual([signedOutCookie, cookieName("foyer.flash")]);
});

const wrong: Record<string, (username: string) => string | string[] | null> = {
  "another username": () => "another-user",
  "other letter case": (username) => username.toUpperCase(),
  "half of it": (username) => username.slice(0, -1),
  "a space within": (username) => username.replace("-", " -"),
  "an invisible character": (username) => `${username}\u200B`,
  nothing: () => "",
  "no field": () => null,
  "a doubled field": (username) => [username, username],
  "10 kB": (username) => username.repeat(1_000),
  markup: () => `"><script>alert(1)</script>`,
};

test("without the right username nothing is deleted, and the page says so", async () => {
  const { user, visitor } = await signedInUser();
  const userId = await userIdOf(user.account);
  const before = await countStoredRowsOf(userId);
  for (const [what, tamper] of Object.entries(wrong)) {
    const response = await submitForm(visitor, form, { username: tamper(user.username) });
    expect(response.status, what).toBe(200);
    expect(response.body, what).toContain(wrongUsername);
    expect(response.body, what).not.toContain("<script>alert");
    expect(await countStoredRowsOf(userId), what).toEqual(before);
  }
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("spaces around the username are ignored", async () => {
  const { user, visitor } = await signedInUser();
  await submitForm(visitor, form, { username: ` ${user.username} ` });
  expect(await countRowsOf(user.account)).toEqual(noRows);
});

test("a user whose sign-in is not fresh confirms first, and returns to the deletion", async () => {
  const { user, visitor } = await signedInUser();
  const fields = await openForm(visitor, form, { username: user.username });
  await ageSignIn(visitor);
  const page = await visitor.get(path);
  expect(page.body).not.toContain("Type your username");
  const rejected = await visitor.submit(path, fields);
  expect([rejected.status, rejected.location]).toEqual([303, confirmPath]);
  expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 1, sessions: 1 });

  const { account } = user;
  for (const from of [confirmPath, path]) {
    await ageSignIn(visitor);
    const confirmed = await confirmOn(visitor, from, { account });
    expect([confirmed.status, confirmed.location]).toEqual([303, path]);
  }
  await deletion({ user, visitor });
  expect(await countRowsOf(account)).toEqual(noRows);
});

test("a sign-in after the deletion makes a new user, without a trace of the old one", async () => {
  const { user, visitor } = await signedInUser();
  const before = await userIdOf(user.account);
  await deletion({ user, visitor });
  expect((await visitor.signIn("github", user.account)).status).toBe(303);
  const after = await userIdOf(user.account);
  expect(after).not.toBe(before);
  const { activity, ...rows } = await countStoredRowsOf(after);
  const { users, accounts, sessions, ...others } = rows;
  expect({ users, accounts, sessions }).toEqual({ users: 1, accounts: 1, sessions: 1 });
  expect(Object.values(others).every((count) => count === 0)).toBe(true);
  expect(activity).toBe(2);
  expect((await visitor.get("/")).body).not.toContain("New sign-in");
});

test("another site's form deletes nothing, nor does a GET", async () => {
  const { user, visitor } = await signedInUser();
  const fields = await openForm(visitor, form, { username: user.username });
  for (const headers of crossSiteHeaders) {
    expect((await visitor.submit(path, fields, headers)).status).toBe(403);
  }
  await visitor.get(`${path}?${new URLSearchParams(fields)}`);
  expect(await countRowsOf(user.account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
});

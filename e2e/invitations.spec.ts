import { expectAccessible } from "./support/accessibility";
import { control } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { referenceOn } from "./support/http-response";
import { HttpVisitor, hashOf } from "./support/http-visitor";
import { invitationPath, makeInvitation, newToken } from "./support/operator-links";
import { shareAppWithDatabase } from "./support/shared-app";
import { siteName } from "./support/site-name";
import { expect, test } from "./support/test";
import { uniqueAddress } from "./support/test-user";

test.use({ clientErrors: "expected" });

const shared = shareAppWithDatabase({ SIGN_UP: "invite" });
const sql = () => shared.database.sql;

const accountWith = (email = uniqueAddress()) => control.createAccount({ google: { email } });

async function visit(path: string, email?: string) {
  const account = await accountWith(email);
  const browser = new HttpVisitor(shared.app.url);
  const response = await browser.follow(await browser.reachCallback("google", account, path));
  return { account, browser, response };
}

const usesLeft = async (token: string) =>
  (await sql()`select uses_left from invitations where token_hash = ${hashOf(token)}`)[0]
    ?.uses_left;

test("an invited visitor signs up by the link, and a link scanner changes nothing", async () => {
  const token = await makeInvitation(sql(), {});
  for (const method of ["HEAD", "GET"]) {
    const browser = new HttpVisitor(shared.app.url);
    const page = await browser.send(invitationPath(token), { method });
    expect([page.status, page.cookies]).toEqual([200, []]);
    if (method === "GET") expect(page.body).toContain("You’re invited");
  }
  expect(await usesLeft(token)).toBe(1);
  const { account, response } = await visit(invitationPath(token));
  expect(response.location).toBe("/");
  expect(await countRowsOf(account, sql())).toEqual({ users: 1, accounts: 1, sessions: 1 });
  expect((await usesLeft(token)) ?? 0).toBe(0);
});

test("a cancelled sign-in keeps the invitation", async () => {
  const token = await makeInvitation(sql(), {});
  const browser = new HttpVisitor(shared.app.url);
  const started = await browser.start("github", invitationPath(token));
  const state = new URL(started.location ?? "").searchParams.get("state");
  const cancelled = await browser.get(
    `/api/auth/callback/github?error=access_denied&state=${state}`,
  );
  expect(cancelled.location).toBe(invitationPath(token));
  const account = await accountWith();
  const callback = await browser.reachCallback("google", account, cancelled.location ?? "");
  expect((await browser.follow(callback)).location).toBe("/");
});

const unusable: [what: string, path: (token: string) => string, title: string][] = [
  ["none", () => "/sign-in", "You need an invitation"],
  [
    "a doubled one",
    (token) => `${invitationPath(token)}&invitation=${token}`,
    "You need an invitation",
  ],
  ["a shortened one", (token) => invitationPath(token.slice(1)), "You need an invitation"],
  ["a guessed one", () => invitationPath(newToken()), "This invitation can’t be used"],
];
for (const [what, path, title] of unusable) {
  test(`with ${what}, a visitor signs up as no one, and reads why`, async () => {
    const token = await makeInvitation(sql(), {});
    const { account, browser, response } = await visit(path(token));
    expect(response.status).toBe(403);
    expect(response.body).toContain(title);
    expect(response.body).toContain(account.google?.email);
    expect(referenceOn(response)).toMatch(/./);
    expect(browser.sessionToken()).toBe("");
    expect(await countRowsOf(account, sql())).toEqual(noRows);
    expect(await usesLeft(token)).toBe(1);
  });
}

test("an invitation for another address doesn't say for whom it is, and leads back to itself", async ({
  page,
}) => {
  const invited = uniqueAddress();
  const token = await makeInvitation(sql(), { email: invited });
  const { response } = await visit(invitationPath(token));
  expect(response.status).toBe(403);
  expect(response.body).toContain("This invitation is for another address");
  expect(response.body).not.toContain(invited);
  expect(response.body).toContain(`href="/sign-in?invitation=${token}"`);
  expect((await visit(invitationPath(token), invited)).response.location).toBe("/");
  await page.setContent(response.body);
  await expect(page.getByRole("link", { name: "Use another account" })).toBeVisible();
});

test("the page of an invitation is accessible", async ({ page }) => {
  await page.goto(invitationPath(newToken()));
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`You’re invited to ${siteName}`);
  await expectAccessible(page);
});

test("a refused visitor's program gets a code, and the next start asks which account to use", async () => {
  const account = await accountWith();
  const browser = new HttpVisitor(shared.app.url);
  const callback = await browser.reachCallback("google", account, "/sign-in");
  const response = await browser.get(`${callback.pathname}${callback.search}`, {
    accept: "application/json",
  });
  expect(response.status).toBe(403);
  expect(JSON.parse(response.body)).toEqual({
    error: "NotAllowed",
    reference: expect.any(String),
  });
  const again = await browser.start("google", "/sign-in");
  expect(new URL(again.location ?? "").searchParams.get("prompt")).toBe("select_account");
});

import type { Page } from "@playwright/test";
import { fromAnotherSite } from "./support/account-centre";
import { openForm, signedInUser } from "./support/account-form";
import { type AppServer, startApp } from "./support/app-server";
import { goOnAs } from "./support/browser-session";
import { control } from "./support/control";
import { rowsOf } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import {
  acceptPseudo,
  expectPseudoBody,
  expectPseudoPages,
  startPseudoApp,
  wordsOfAccount,
} from "./support/pseudo-locale";
import { expect, test } from "./support/test";
import { makeTestUser, unverified } from "./support/test-user";
import { runUsers } from "./support/users-command";

// The tests share one app.
test.describe.configure({ mode: "default" });
test.use({ clientErrors: "expected", locale: "en-XA" });
test.slow();

let app: AppServer;

test.beforeAll(async () => {
  app = await startPseudoApp();
});
test.afterAll(() => app?.stop());

const expectPage = (page: Page, path: string, own: string[] = []) =>
  expectPseudoPages(page, app, [path], own);

test("pages that aren't there have no word that isn't in messages/", async ({ page }) => {
  await expectPage(page, "/nothing/here");
  await expectPage(page, "/api/auth/callback/unknown");
  const { visitor } = await signedInUser();
  await goOnAs(page, visitor);
  await expectPage(page, "/account/nothing");
});

test("the page about an app's browser neither", async ({ browser }) => {
  const userAgent =
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_6_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/21G93 Instagram 359.0.0.37.88 (iPhone13,3; iOS 17_6_1; nl_NL; nl; scale=3.00; 1170x2532; 666576740) NW/3";
  const context = await browser.newContext({ userAgent, locale: "en-XA" });
  await expectPage(await context.newPage(), "/sign-in/open-browser?provider=google");
  await context.close();
});

test("neither do the pages that reject a request", async ({ page }) => {
  await expectPage(page, "/api/auth/callback/google?code=a&state=b");
  await expectPage(page, "/refused");
  const visitor = new HttpVisitor(app.url);
  const headers = { ...acceptPseudo, ...fromAnotherSite };
  await expectPseudoBody(page, (await visitor.submit("/", [], headers)).body);
  const wrongMethod = { method: "POST", headers: acceptPseudo };
  await expectPseudoBody(page, (await visitor.send("/api/auth/callback/google", wrongMethod)).body);
});

test("neither do the pages of a database that is away, and of a limit", async ({
  page,
  consoleGuard,
}) => {
  consoleGuard.ignore(/status of 503/);
  // The first time, it leads back.
  await page.goto(`${app.url}/unavailable?returnTo=%2F`);
  await expectPage(page, "/unavailable?returnTo=%2F");

  const own: OwnDatabase = await createOwnDatabase();
  const limits = { RATE_LIMIT: "on", RATE_LIMIT_SIGN_IN: "1/1h" };
  const limited = await startApp({ LOCALES: "en,en-XA", DATABASE_URL: own.url, ...limits });
  try {
    const visitor = new HttpVisitor(limited.url);
    for (let start = 0; start < 2; start += 1) await visitor.start("google");
    const response = await visitor.get("/too-many?returnTo=%2F", acceptPseudo);
    expect(response.status).toBe(429);
    await expectPseudoBody(page, response.body);
  } finally {
    await limited.stop();
    await own.drop();
  }
});

test("neither do the pages of sign-ins that fail", async ({ page }) => {
  const nothingVerified = await makeTestUser({ githubEmails: unverified("a@example.com") });
  const visitor = new HttpVisitor();
  await expectCallback(
    page,
    visitor,
    await visitor.reachCallback("github", nothingVerified.account),
  );

  const unlucky = await makeTestUser();
  const fault = { kind: "html" };
  await control.placeFault({ account: unlucky.account.id, endpoint: "token", fault });
  await expectCallback(page, visitor, await visitor.reachCallback("google", unlucky.account));

  const { user } = await signedInUser();
  const [row] = (await rowsOf(user.account)).users;
  await runUsers("suspend", row?.id ?? "", "--reason", "Spam");
  const suspended = new HttpVisitor();
  const callback = await suspended.reachCallback("google", user.account);
  await expectCallback(page, suspended, callback, ["Spam"]);
});

async function expectCallback(page: Page, visitor: HttpVisitor, url: URL, own: string[] = []) {
  await goOnAs(page, visitor);
  await expectPage(page, `${url.pathname}${url.search}`, own);
}

test("neither do rejected account forms", async ({ page }) => {
  const { user, visitor } = await signedInUser();
  const here = visitor.copy(app.url);
  const own = wordsOfAccount(user.account);
  const profile = { path: "/account", button: "Save profile" };
  const deletion = { path: "/account/data/delete", button: "Delete my account" };
  for (const form of [profile, deletion]) {
    const fields = { username: "&", name: "" };
    const response = await here.submit(form.path, await openForm(here, form, fields), acceptPseudo);
    expect(response.status).toBe(200);
    await expectPseudoBody(page, response.body, own);
  }
});

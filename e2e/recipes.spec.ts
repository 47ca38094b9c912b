import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { promisify } from "node:util";
import { expect, test } from "@playwright/test";
import { type AppServer, startApp } from "./support/app-server";
import { goOnAs } from "./support/browser-session";
import { dataRecipeSettings, testDataRecipes } from "./support/data-recipes";
import { formWithButton } from "./support/html-form";
import { HttpVisitor } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { makeTestUser } from "./support/test-user";
import { openUserMenu } from "./support/user-menu";

const copy = ".local/recipes";
const buildMs = 300_000;

// In serial mode, a failure skips the other tests instead of building again for each.
test.describe.configure({ mode: "serial" });
test.skip(!existsSync("docs/recipes"), "This project has followed and deleted all recipes.");

/** A project deletes the recipes it has followed; see CONTRIBUTING.md. */
const recipeExists = (recipe: string) => existsSync(`docs/recipes/${recipe}.md`);
const needs = (...recipes: string[]) =>
  test.skip(!recipes.every(recipeExists), "This project has followed and deleted the recipe.");

let app: AppServer;
let own: OwnDatabase;

test.beforeAll(async () => {
  test.setTimeout(buildMs);
  const command = ["--import", "tsx", "scripts/try-recipes.ts"];
  await promisify(execFile)(process.execPath, command, { maxBuffer: 2 ** 26 }).catch((error) => {
    throw new Error(`The recipes no longer work:\n${error.stdout}\n${error.stderr}`);
  });
  own = await createOwnDatabase(copy);
  const codeberg = { AUTH_CODEBERG_ID: "an-id", AUTH_CODEBERG_SECRET: "a-secret" };
  const more = { ...codeberg, ...dataRecipeSettings };
  app = await startApp({ ...more, DATABASE_URL: own.url }, copy);
});

test.afterAll(async () => {
  await app?.stop();
  await own?.drop();
});

async function signedIn() {
  const [user, visitor] = [await makeTestUser(), new HttpVisitor(app.url)];
  await visitor.signIn("google", user.account);
  return { user, visitor };
}

testDataRecipes({ address: () => app.url, own: () => own, signedIn, needs });

const textOf = (html: string) => html.replace(/<!--.*?-->|<[^>]*>/gs, "");

test("the protected page sends a signed-out visitor to sign in and back, and shows the user", async () => {
  needs("protected-page");
  const [user, visitor] = [await makeTestUser(), new HttpVisitor(app.url)];
  const { status, location } = await visitor.get("/reports");
  expect([status, location]).toEqual([307, "/sign-in?callbackUrl=%2Freports"]);
  const callback = await visitor.reachCallback("github", user.account, location ?? "");
  expect((await visitor.follow(callback)).location).toBe("/reports");
  const page = await visitor.get("/reports");
  expect(page.status).toBe(200);
  expect(textOf(page.body)).toContain(`Reports of ${user.username}`);
  expect(page.body).toMatch(/<a href="\/reports" aria-current="page"/);
});

test("a sign-in that names the builder's page leads there", async () => {
  needs("app-layout", "after-sign-in");
  const [user, visitor] = [await makeTestUser(), new HttpVisitor(app.url)];
  const callback = await visitor.reachCallback(
    "google",
    user.account,
    "/sign-in?callbackUrl=/start",
  );
  expect((await visitor.follow(callback)).location).toBe("/start");
  expect(textOf((await visitor.get("/start")).body)).toContain("Where to?");
});

test("the home page of signed-in users is the builder's", async () => {
  needs("home-page");
  const { user, visitor } = await signedIn();
  const home = await visitor.get("/");
  expect(home.status).toBe(200);
  expect(textOf(home.body)).toContain(`Orders of ${user.username}`);
});

test("the prerendered page has the site's look, and a policy without nonces", async () => {
  needs("app-layout", "prerendered-page");
  const { status, headers, body } = await new HttpVisitor(app.url).get("/pricing");
  expect(status).toBe(200);
  expect(headers).toHaveProperty("x-nextjs-prerender");
  expect(textOf(body)).toContain("Free for coyotes");
  expect(headers["content-security-policy"]).toContain("script-src 'self' 'unsafe-inline';");
});

test("the prerendered page knows in the browser who is signed in", async ({ page }) => {
  needs("app-layout", "prerendered-page");
  await page.goto(`${app.url}/pricing`);
  await expect(page.getByRole("link", { name: "Sign in" })).toBeVisible();
  const { user, visitor } = await signedIn();
  await goOnAs(page, visitor);
  await page.goto(`${app.url}/pricing`);
  await expect(await openUserMenu(page)).toContainText(user.address);
  await page.getByRole("link", { name: "Manage account" }).click();
  await expect(page).toHaveURL(`${app.url}/account`);
});

test("page and route handler know the current user, or that there is none", async () => {
  needs("current-user");
  const signedOut = new HttpVisitor(app.url);
  expect(textOf((await signedOut.get("/hello")).body)).toContain("Hello, stranger");
  expect((await signedOut.get("/api/me")).status).toBe(401);

  const { user, visitor } = await signedIn();
  expect(textOf((await visitor.get("/hello")).body)).toContain(`Hello, ${user.username}`);
  const response = await visitor.get("/api/me");
  expect([response.status, JSON.parse(response.body)]).toEqual([200, { username: user.username }]);
});

test("the page in two languages is in the visitor's, with the plural forms of each", async () => {
  needs("app-layout", "own-languages");
  const wordsIn = async (language: string) => {
    const page = await new HttpVisitor(app.url).get("/welcome", { "accept-language": language });
    expect(page.body).toContain(`<html lang="${language}"`);
    return textOf(page.body);
  };
  expect(await wordsIn("de")).toContain("Willkommen2 Besuche");
  for (const language of ["en", "fr"]) expect(await wordsIn(language)).toContain("Welcome2 visits");
});

test("the new column is stored for its user alone, recorded, shown and exported", async () => {
  needs("user-column", "user-form");
  const migrations = await readdir(`${copy}/drizzle`);
  expect(migrations).toContainEqual(expect.stringMatching(/^\d{4}_company\.sql$/));
  const [{ user, visitor }, other] = [await signedIn(), await signedIn()];

  const fields = formWithButton((await visitor.get("/company")).body, "Save company");
  const marks = fields.filter(([name]) => name !== "company");
  const long = "a".repeat(101);
  const refused = (await visitor.submit("/company", [...marks, ["company", long]])).body;
  expect(refused).toContain("Use at most 100 characters.");
  expect(refused).toContain(`value="${long}"`);
  const response = await visitor.submit("/company", [...marks, ["company", "Acme <i>&</i> Sons"]]);
  expect([response.status, response.location]).toEqual([303, "/"]);

  const rows = await own.sql`select email, company from users where company is not null`;
  expect([...rows]).toEqual([{ email: user.address, company: "Acme <i>&</i> Sons" }]);
  const [entry] = await own.sql`
    select detail from activity join users on users.id = user_id
    where kind = 'profile-changed' and email = ${user.address}`;
  expect(entry?.detail).toBe("company");
  expect((await visitor.get("/company")).body).toContain("Acme &lt;i&gt;&amp;&lt;/i&gt; Sons");
  expect((await other.visitor.get("/company")).body).not.toContain("&lt;i&gt;");
  const { profile } = JSON.parse((await visitor.submit("/account/data/export", [])).body);
  expect(profile).toMatchObject({ username: user.username, company: "Acme <i>&</i> Sons" });
});

test("the sensitive page, action and route need a fresh session on a known device", async () => {
  needs("app-layout", "sensitive-action");
  const { user, visitor } = await signedIn();
  const newer = new HttpVisitor(app.url);
  await newer.signIn("google", user.account);
  const form = formWithButton((await visitor.get("/erase-name")).body, "Erase it");
  const wait = `/account/wait?${new URLSearchParams({ returnTo: "/erase-name" })}`;
  expect((await newer.get("/erase-name")).location).toBe(wait);
  expect((await newer.get("/api/statement")).location).toBe(wait);
  expect((await newer.submit("/erase-name", form)).location).toBe(wait);
  expect((await newer.get(wait)).body).toContain("Confirm this device");

  await own.sql`update sessions set authenticated_at = now() - interval '6 minutes'`;
  const confirm = `/account/confirm?${new URLSearchParams({ returnTo: "/erase-name" })}`;
  expect((await visitor.get("/erase-name")).location).toBe(confirm);
  expect((await visitor.get("/api/statement")).location).toBe(confirm);
  expect((await visitor.submit("/erase-name", form)).location).toBe(confirm);

  await own.sql`update sessions set authenticated_at = now()`;
  expect((await visitor.get("/api/statement")).body).toBe(`The statement of ${user.username}`);
  expect((await visitor.submit("/erase-name", form)).location).toBe("/");
});

/** Gives a user of the copy's database another role, as the command line does. */
const setRole = (address: string, role: string) =>
  own.sql`update users set role = ${role} where email = ${address}`;

test("the admin page, its action and its route are there for admins alone", async () => {
  needs("app-layout", "admin-page");
  const { user, visitor } = await signedIn();
  const signedOut = new HttpVisitor(app.url);
  const json = { accept: "application/json", "content-type": "application/json" };
  const responses = async (who: HttpVisitor) => [
    await who.get("/staff"),
    await who.get("/api/staff"),
    await who.get("/api/staff", json),
    await who.submit("/api/staff", []),
    await who.submit("/api/staff", [], json),
  ];
  for (const who of [signedOut, visitor]) {
    for (const { status, location, body } of await responses(who)) {
      expect([status, location]).toEqual([404, null]);
      expect(body).not.toContain("Staff");
    }
  }

  await setRole(user.address, "admin");
  expect((await responses(visitor)).map(({ status }) => status)).toEqual(Array(5).fill(200));
  expect((await visitor.get("/api/staff")).body).toBe(`{"username":"${user.username}"}`);
  const form = formWithButton((await visitor.get("/staff")).body, "Appear as Staff");
  const rename = async (who = visitor) => (await who.submit("/staff", form)).status;
  const nameOf = async () => {
    const [row] = await own.sql`select name from users where email = ${user.address}`;
    return row?.name;
  };
  await own.sql`update users set name = 'Rosa' where email = ${user.address}`;
  const headers = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };
  expect((await visitor.submit("/api/staff", [], headers)).status).toBe(403);
  for (const who of [signedOut, (await signedIn()).visitor]) expect(await rename(who)).toBe(404);
  await setRole(user.address, "user");
  expect([await rename(), await nameOf()]).toEqual([404, "Rosa"]);
  await setRole(user.address, "admin");
  expect([await rename(), await nameOf()]).toEqual([303, "Staff"]);
});

test("the page for a role of the builder's asks visitors to sign in, and others not to know it", async () => {
  needs("app-layout", "own-role");
  const { user, visitor } = await signedIn();
  const toSignIn = await new HttpVisitor(app.url).get("/drafts");
  expect(toSignIn.location).toBe("/sign-in?callbackUrl=%2Fdrafts");
  const hidden = await visitor.get("/drafts");
  expect([hidden.status, hidden.body.includes("Drafts")]).toEqual([404, false]);
  await setRole(user.address, "editor");
  expect((await visitor.get("/drafts")).body).toContain("<title>Drafts · ");
  expect(textOf((await visitor.get("/drafts")).body)).not.toContain("You may publish them.");
  expect(await visitor.sessionUser()).toMatchObject({ username: user.username, role: "editor" });
  await setRole(user.address, "admin");
  expect(textOf((await visitor.get("/drafts")).body)).toContain("You may publish them.");
  await setRole(user.address, "moderator");
  expect((await visitor.get("/drafts")).status).toBe(404);
  expect(await visitor.sessionUser()).toMatchObject({ role: "user" });
});

test("name, logo, accent and legal links are those of foyer.config.ts, on pages and failure pages", async () => {
  needs("look");
  const visitor = new HttpVisitor(app.url);
  const home = await visitor.get("/");
  expect(home.body).toContain("<title>Acme &amp; Sons</title>");
  expect(home.body).toContain("Everything that coyotes need.");
  expect(textOf(home.body)).toContain("Sign in to Acme &amp; Sons");
  const [icon, manifest] = [await visitor.get("/icon"), await visitor.get("/manifest.webmanifest")];
  expect(icon.body).toContain('fill="#3d7be2"');
  expect(JSON.parse(manifest.body)).toMatchObject({ name: "Acme & Sons" });

  const failure = await visitor.get("/api/auth/callback/google");
  expect(failure.status).toBe(401);
  expect(failure.body).toContain("Acme &#38; Sons");
  for (const page of [home, failure]) {
    expect(page.body).toContain("--lamp:#3d7be2");
    expect(page.body).toContain('d="M12 6a6 6 0 0 1 0 12a6 6 0 0 1 0-12z"');
    for (const href of ["https://example.com/terms", "/privacy", "mailto:help@example.com"])
      expect(page.body).toContain(`href="${href}"`);
    expect(page.body).not.toContain("Foyer");
  }
});

test("the new provider is offered, and its request has the minimal scope, state and PKCE", async () => {
  const visitor = new HttpVisitor(app.url);
  const { status, location } = await visitor.press("/", "Continue with Codeberg");
  expect(status).toBe(303);
  const request = new URL(location ?? "");
  expect(`${request.origin}${request.pathname}`).toBe("https://codeberg.org/login/oauth/authorize");
  expect(Object.fromEntries(request.searchParams)).toMatchObject({
    client_id: "an-id",
    scope: "read:user",
    redirect_uri: expect.stringMatching(/\/api\/auth\/callback\/codeberg$/),
    code_challenge_method: "S256",
    state: expect.any(String),
  });
});

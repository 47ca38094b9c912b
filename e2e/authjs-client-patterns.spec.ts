import {
  allowAtGoogle,
  press,
  shareBuilderApp,
  signInAtBuilders,
  signInPage,
  startsAllowed,
} from "./support/authjs-patterns";
import { database } from "./support/database";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

// The tests share one app, which has a fixed address.
test.describe.configure({ mode: "default" });
test.use({ clientErrors: "expected" });

const origin = () => stack().builderUrls[1];
shareBuilderApp(origin);

test("useSession says who is signed in", async ({ page }) => {
  await page.goto("/authjs/client");
  await expect(page.getByText("Status: unauthenticated")).toBeVisible();
  const user = await signInAtBuilders(page);
  await page.goto("/authjs/client");
  await expect(page.getByText("Status: authenticated")).toBeVisible();
  await expect(page.getByText(`${user.username}, ${user.address}, until 20`)).toBeVisible();
});

test("SessionProvider takes the session from the server, and does not ask for it", async ({
  page,
}) => {
  const user = await signInAtBuilders(page);
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto("/authjs/given");
  await expect(page.getByText("Status: authenticated")).toBeVisible();
  await expect(page.getByText(user.address)).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(asked).not.toContain("/api/auth/session");
});

test("useSession with required sends a visitor to sign in, and back", async ({ page }) => {
  await page.goto("/authjs/members");
  await expect(page).toHaveURL(signInPage("/authjs/members"));
  const user = await makeTestUser();
  await press(page, "Continue with Google");
  await allowAtGoogle(page, user);
  await expect(page).toHaveURL("/authjs/members");
  await expect(page.getByText(`Welcome, ${user.username}`)).toBeVisible();
});

test("useSession with required calls onUnauthenticated instead", async ({ page }) => {
  await page.goto("/authjs/own-way");
  await expect(page.getByText("Please sign in")).toBeVisible();
  await expect(page).toHaveURL("/authjs/own-way");
});

test("update changes nothing, and reads the session again", async ({ page }) => {
  const user = await signInAtBuilders(page);
  await page.goto("/authjs/client");
  await expect(page.getByText("Name: Rosa Example")).toBeVisible();
  const sent = page.waitForResponse((response) => response.request().method() === "POST");
  await press(page, "Update");
  expect((await sent).status()).toBe(200);
  await expect(page.getByText("Status: authenticated")).toBeVisible();
  await expect(page.getByText("Name: Rosa Example")).toBeVisible();
  for (const button of ["Update", "Reload"]) {
    const name = `Rosa after ${button}`;
    await database()`update users set name = ${name} where email = ${user.address}`;
    await press(page, button);
    await expect(page.getByText(`Name: ${name}`)).toBeVisible();
  }
});

test("signIn without a provider, or with one that is not set up, opens the sign-in page", async ({
  page,
}) => {
  for (const button of ["Sign In", "Sign in with Nobody"]) {
    await page.goto("/authjs/client");
    await press(page, button);
    await expect(page).toHaveURL(signInPage("/authjs/client"));
  }
});

test("signIn with a provider goes there, and where redirectTo says", async ({ page }) => {
  const user = await makeTestUser();
  await page.goto("/authjs/client");
  await press(page, "Sign in with Google");
  await allowAtGoogle(page, user);
  await expect(page).toHaveURL("/authjs/dashboard");
  await expect(page.getByRole("heading")).toHaveText(`Dashboard of ${user.username}`);
});

test("signIn passes a prompt on, and no scope", async ({ page }) => {
  await page.goto("/authjs/client");
  const asked = page.waitForRequest(/\/google\/.*[?&]prompt=select_account(&|$)/);
  await press(page, "Choose an account");
  const { searchParams } = new URL((await asked).url());
  expect(searchParams.getAll("scope")).toEqual(["openid email profile"]);
});

test("signIn with redirect: false returns the address", async ({ page }) => {
  const user = await makeTestUser();
  await page.goto("/authjs/client");
  await press(page, "Ask for the address");
  await expect(page.getByRole("status")).not.toBeEmpty();
  const result = JSON.parse((await page.getByRole("status").textContent()) ?? "");
  expect(result).toEqual({ status: 200, ok: true, url: expect.stringContaining("/google/") });
  await page.goto(result.url);
  await allowAtGoogle(page, user);
  await expect(page).toHaveURL("/authjs/client");
  await expect(page.getByText("Status: authenticated")).toBeVisible();
});

test("signIn with redirect: false returns an error", async ({ page }) => {
  await page.goto("/authjs/client");
  await press(page, "Sign in unseen");
  const refused = { error: "InvalidRequest", status: 400, ok: false, url: null };
  await expect(page.getByRole("status")).toHaveText(JSON.stringify(refused));
});

test("signIn over the rate limit returns an error, or opens the page that explains it", async ({
  page,
}) => {
  await page.goto("/authjs/client");
  for (let start = 0; start < startsAllowed; start += 1) {
    const answered = page.waitForResponse(/\/api\/auth\/signin\/google/);
    await press(page, "Ask for the address");
    expect((await answered).status()).toBe(200);
  }
  await press(page, "Ask for the address");
  const refused = { error: "TooManyAttempts", status: 429, ok: false, url: null };
  await expect(page.getByRole("status")).toHaveText(JSON.stringify(refused));
  await press(page, "Sign in with Google");
  await expect(page.getByRole("heading", { name: "Too many attempts" })).toBeVisible();
  await expect(page).toHaveURL(/\/too-many\?/);
});

test("signOut stays on the page, or goes where redirectTo says", async ({ page }) => {
  await signInAtBuilders(page);
  await page.goto("/authjs/client");
  await press(page, "Sign Out");
  await expect(page.getByText("Status: unauthenticated")).toBeVisible();
  await expect(page).toHaveURL("/authjs/client");
  await signInAtBuilders(page);
  await page.goto("/authjs/client");
  await press(page, "Sign out to the server page");
  await expect(page).toHaveURL("/authjs/server");
  await expect(page.getByText("Not authenticated")).toBeVisible();
});

test("signOut with redirect: false tells all tabs", async ({ page, context }) => {
  await signInAtBuilders(page);
  const otherTab = await context.newPage();
  for (const tab of [page, otherTab]) {
    await tab.goto("/authjs/client");
    await expect(tab.getByText("Status: authenticated")).toBeVisible();
  }
  await press(page, "Sign out quietly");
  const url = `${origin()}/authjs/client`;
  await expect(page.getByRole("status")).toHaveText(JSON.stringify({ url }));
  for (const tab of [page, otherTab])
    await expect(tab.getByText("Status: unauthenticated")).toBeVisible();
});

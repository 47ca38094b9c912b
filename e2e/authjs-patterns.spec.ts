import {
  allowAtGoogle,
  press,
  sessionOf,
  shareBuilderApp,
  signInAtBuilders,
  signInPage,
} from "./support/authjs-patterns";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

// The tests share one app, which has a fixed address.
test.describe.configure({ mode: "default" });
test.use({ clientErrors: "expected" });

const origin = () => stack().builderUrls[0];
shareBuilderApp(origin);

test.describe("on the server", () => {
  test("a server component reads the session", async ({ page }) => {
    await page.goto("/authjs/server");
    await expect(page.getByText("Not authenticated")).toBeVisible();
    const user = await signInAtBuilders(page);
    await page.goto("/authjs/server");
    await expect(page.getByText(`Signed in as ${user.username}`)).toBeVisible();
    const shown = JSON.parse((await page.locator("pre").textContent()) ?? "");
    expect(shown).toEqual(await sessionOf(page));
    expect(shown.user).toEqual({
      id: expect.any(String),
      username: user.username,
      name: "Rosa Example",
      email: user.address,
      image: null,
      role: "user",
    });
  });

  test("a server action reads the session", async ({ page }) => {
    await page.goto("/authjs/dashboard");
    await press(page, "Who am I?");
    await expect(page.getByRole("status")).toHaveText("nobody");
    const user = await signInAtBuilders(page);
    await page.goto("/authjs/dashboard");
    await press(page, "Who am I?");
    await expect(page.getByRole("status")).toHaveText(user.username);
  });

  test("a route handler wrapped with auth has request.auth", async ({ page }) => {
    const refused = await page.request.get("/authjs/api/admin");
    expect([refused.status(), await refused.json()]).toEqual([
      401,
      { message: "Not authenticated" },
    ]);
    await signInAtBuilders(page);
    const allowed = await page.request.get("/authjs/api/admin");
    expect([allowed.status(), await allowed.json()]).toEqual([200, await sessionOf(page)]);
  });

  test("a route handler wrapped with auth gets the request and its parameters", async ({
    page,
  }) => {
    const user = await signInAtBuilders(page);
    const headers = { origin: origin() };
    const sent = { data: { note: "hello" }, headers };
    const response = await page.request.post("/authjs/api/items/42", sent);
    expect(await response.json()).toEqual({
      id: "42",
      note: "hello",
      user: user.username,
      path: "/authjs/api/items/42",
    });
  });

  test("signIn in a route handler redirects with a GET, whatever the method was", async ({
    page,
  }) => {
    const headers = { origin: origin() };
    for (const method of ["GET", "POST"]) {
      const options = { method, headers, maxRedirects: 0 };
      const response = await page.request.fetch("/authjs/api/start", options);
      expect(response.status()).toBe(303);
      expect(response.headers().location).toContain("/google/");
    }
    await signInAtBuilders(page);
    const options = { headers, maxRedirects: 0 };
    const left = await page.request.post("/authjs/api/leave", options);
    expect([left.status(), left.headers().location]).toEqual([303, "/authjs/server"]);
    expect(await sessionOf(page)).toBeNull();
  });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`signIn and signOut in server actions, JavaScript ${javaScriptEnabled ? "on" : "off"}`, () => {
    test.use({ javaScriptEnabled });

    test("signIn without a provider, or with one that is not set up, opens the sign-in page", async ({
      page,
    }) => {
      await page.goto("/authjs/login");
      await press(page, "Sign in");
      await expect(page).toHaveURL(signInPage("/authjs/login"));
      await page.goto("/authjs/login");
      await press(page, "Sign in with Nobody");
      await expect(page).toHaveURL(signInPage("/authjs/dashboard"));
    });

    test("signIn returns to its page, and signOut stays there", async ({ page }) => {
      await signInAtBuilders(page);
      expect(await sessionOf(page)).not.toBeNull();
      await press(page, "Sign Out");
      await expect.poll(() => sessionOf(page)).toBeNull();
      await expect(page).toHaveURL("/authjs/login");
      const asked = page.waitForRequest(/[?&]prompt=select_account(&|$)/);
      await press(page, "Sign in with Google");
      await asked;
    });

    test("signIn and signOut go where redirectTo says", async ({ page }) => {
      const user = await makeTestUser();
      await page.goto("/authjs/login");
      await press(page, "Sign in to the dashboard");
      await allowAtGoogle(page, user);
      await expect(page).toHaveURL("/authjs/dashboard");
      await expect(page.getByRole("heading")).toHaveText(`Dashboard of ${user.username}`);
      await page.goto("/authjs/login");
      await press(page, "Sign out to the server page");
      await expect(page).toHaveURL("/authjs/server");
      await expect(page.getByText("Not authenticated")).toBeVisible();
    });

    test("a visitor who is signed in already returns at once", async ({ page }) => {
      const user = await signInAtBuilders(page);
      await press(page, "Sign in to the dashboard");
      await expect(page.getByRole("heading")).toHaveText(`Dashboard of ${user.username}`);
    });

    test("signIn on a sign-in page of the builder's returns to its callbackUrl", async ({
      page,
    }) => {
      const user = await makeTestUser();
      await page.goto("/authjs/signin-form?callbackUrl=/authjs/dashboard");
      const asked = page.waitForRequest(/\/google\/.*[?&]login_hint=rosa(&|$)/);
      await press(page, "Sign in with Google");
      await asked;
      await allowAtGoogle(page, user);
      await expect(page).toHaveURL("/authjs/dashboard");
    });

    test("signIn never returns to another site", async ({ page }) => {
      const user = await makeTestUser();
      await page.goto("/authjs/signin-form?callbackUrl=https://evil.example/");
      await press(page, "Sign in with Google");
      await allowAtGoogle(page, user);
      await expect(page).toHaveURL("/");
    });

    test("signIn takes a form", async ({ page }) => {
      await page.goto("/authjs/signin-form");
      await press(page, "Sign in with GitHub");
      await page.waitForURL(/\/github\//);
    });

    test("with redirect: false, signIn and signOut return the address", async ({ page }) => {
      const user = await makeTestUser();
      await page.goto("/authjs/dashboard");
      await press(page, "Where would I sign in?");
      await page.waitForURL(/\/onward/);
      const address = (await page.getByRole("status").textContent()) ?? "";
      expect(new URL(address).searchParams.get("redirect_uri")).toBe(
        `${origin()}/api/auth/callback/google`,
      );
      await page.goto(address);
      await allowAtGoogle(page, user);
      await expect(page).toHaveURL("/authjs/dashboard");
      await press(page, "Sign out quietly");
      await page.waitForURL(/\/onward/);
      await expect(page.getByRole("status")).toHaveText(`${origin()}/authjs/server`);
      expect(await sessionOf(page)).toBeNull();
    });
  });
}

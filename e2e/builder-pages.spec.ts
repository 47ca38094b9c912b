import type { Page } from "@playwright/test";
import type { AppServer } from "./support/app-server";
import { startBuilderApp } from "./support/builder-app";
import { requestOnce } from "./support/http-response";
import { expect, test } from "./support/test";

// The tests share one app.
test.describe.configure({ mode: "default" });

let app: AppServer;

test.beforeAll(async () => {
  app = await startBuilderApp();
});
test.afterAll(() => app?.stop());

async function policyOf(path: string): Promise<Record<string, string>> {
  const { headers } = await requestOnce(`${app.url}${path}`);
  const directives = String(headers["content-security-policy"]).split("; ");
  return Object.fromEntries(directives.map((text) => text.split(/ (.*)/).slice(0, 2)));
}

async function pressSeats(page: Page) {
  await page.getByRole("button", { name: "1 seats" }).click();
  await expect(page.getByRole("button", { name: "2 seats" })).toBeVisible();
}

test("a prerendered page with a client component works in a browser, under a policy without nonces", async ({
  page,
}) => {
  const response = await page.goto(`${app.url}/pricing`);
  expect(response?.headers()).toHaveProperty("x-nextjs-prerender");
  await pressSeats(page);
  await expect(page.getByRole("heading")).toHaveCSS("color", "rgb(1, 2, 3)");
  await expect(page).toHaveTitle("Acme");
  expect(await policyOf("/pricing")).toMatchObject({
    "script-src": "'self' 'unsafe-inline'",
    "style-src": "'self' 'unsafe-inline'",
  });
});

test("a page that is prerendered when it is first requested works too", async ({ page }) => {
  for (const slug of ["first", "second", "second"]) {
    await page.goto(`${app.url}/blog/${slug}`);
    await expect(page.getByRole("heading")).toHaveText(`Post: ${slug}`);
  }
});

test("a page rendered for each request has nonces, and may have style attributes", async ({
  page,
}) => {
  await page.goto(`${app.url}/styled`);
  await pressSeats(page);
  await expect(page.getByRole("heading")).toHaveCSS("color", "rgb(4, 5, 6)");
  expect(await policyOf("/styled")).toMatchObject({
    "script-src": expect.stringMatching(/^'self' 'nonce-[^']+' 'strict-dynamic'$/),
    "style-src": expect.stringMatching(/^'self' 'nonce-[^']+'$/),
    "style-src-attr": "'unsafe-inline'",
  });
});

test("links lead from a prerendered page to one with nonces, and back", async ({ page }) => {
  await page.goto(`${app.url}/pricing`);
  await page.getByRole("link", { name: "Your plan" }).click();
  await expect(page.getByRole("heading")).toHaveCSS("color", "rgb(4, 5, 6)");
  await pressSeats(page);
  await page.getByRole("link", { name: "Pricing" }).click();
  await expect(page.getByRole("heading")).toHaveText("Pricing");
  await pressSeats(page);
});

test("an address that is missing shows Foyer's page under the policy with nonces", async ({
  page,
  consoleGuard,
}) => {
  consoleGuard.ignore(/status of 404/);
  await page.goto(`${app.url}/nothing/here`);
  await expect(page).toHaveTitle(/Foyer/);
  expect((await policyOf("/nothing/here"))["script-src"]).toMatch(/^'self' 'nonce-/);
});

test("a builder's layout and policy do not reach Foyer's pages", async ({ page }) => {
  for (const path of ["/", "/sign-in"]) {
    await page.goto(`${app.url}${path}`);
    await expect(page).toHaveTitle(/Foyer/);
    const policy = await policyOf(path);
    expect(policy["script-src"]).toMatch(/^'self' 'nonce-[^']+' 'strict-dynamic'$/);
    expect(policy).not.toHaveProperty("style-src-attr");
    expect(policy["connect-src"]).toBe("'self'");
  }
});

test("a builder's page loads none of Foyer's styles and fonts", async () => {
  for (const path of ["/pricing", "/styled"]) {
    const { body, headers } = await requestOnce(`${app.url}${path}`);
    expect(body).not.toMatch(/\.(css|woff2)/);
    expect(headers.link ?? "").not.toMatch(/\.(css|woff2)/);
  }
});

test("the builder's sources are in the policy of the builder's pages", async () => {
  for (const path of ["/pricing", "/styled"]) {
    expect((await policyOf(path))["connect-src"]).toBe("'self' https://api.example.com");
  }
});

test("a page that finds nothing shows the not-found page of its own layout", async ({
  page,
  consoleGuard,
}) => {
  consoleGuard.ignore(/status of 404/);
  const response = await page.goto(`${app.url}/styled?missing=1`);
  expect(response?.status()).toBe(404);
  await expect(page.getByRole("heading")).toHaveText("Not one of our plans");
  await expect(page).toHaveTitle("Acme");
});

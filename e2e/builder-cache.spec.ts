import { existsSync } from "node:fs";
import type { Page } from "@playwright/test";
import type { AppServer } from "./support/app-server";
import { cachedUrl, cachingGuide, checkWithoutList, startCachedApp } from "./support/cached-app";
import { requestOnce } from "./support/http-response";
import { signIn, signOut } from "./support/sign-in";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

// The tests share one app, which has a fixed address.
test.describe.configure({ mode: "default" });
test.skip(!existsSync(cachingGuide), "This project has followed the guide and deleted it.");
// biome-ignore lint/correctness/noEmptyPattern: Playwright insists on a pattern.
test.use({ baseURL: async ({}, use) => use(cachedUrl()) });

let app: AppServer;

test.beforeAll(async () => {
  app = await startCachedApp();
});
test.afterAll(() => app?.stop());

const open = (path: string) => requestOnce(`${app.url}${path}`);

const nonces = /^default-src 'none'; script-src 'self' 'nonce-[^']+' 'strict-dynamic'; /;
const noNonces = /^default-src 'none'; script-src 'self' 'unsafe-inline'; /;

/** Expects the policy to allow every script of the page. */
async function expectScriptsWithNonce(path: string) {
  const { body, headers } = await open(path);
  const policy = String(headers["content-security-policy"]);
  expect([path, policy]).toEqual([path, expect.stringMatching(nonces)]);
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  const scripts = [...body.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
}

async function addSeats(page: Page, count = 1) {
  const buttons = page.getByRole("button", { name: "1 seats" });
  await expect(buttons).toHaveCount(count);
  for (let left = count; left > 0; left -= 1) await buttons.first().click();
  await expect(page.getByRole("button", { name: "2 seats" })).toHaveCount(count);
}

test("with cacheComponents, the check of a build names every page that has a static shell, and no other", async () => {
  const named = [...(await checkWithoutList()).matchAll(/^ {2}(\/.*)$/gm)].map(([, page]) => page);
  expect(named).toEqual(["/blog/[slug]", "/blog/first", "/plans", "/stock"]);
});

test("with cacheComponents, Foyer's pages have no static shell: each script has the request's nonce", async () => {
  for (const path of ["/", "/sign-in", "/account", "/nothing/here"])
    await expectScriptsWithNonce(path);
});

test("with cacheComponents, a user signs in, opens the account's pages and signs out", async ({
  page,
}) => {
  await page.goto("/account");
  await expect(page).toHaveURL("/sign-in?callbackUrl=%2Faccount");
  const user = await makeTestUser();
  await signIn(page, "google", user);
  await expect(page).toHaveURL("/account");
  const pages = page.getByRole("navigation", { name: "Account" });
  for (const path of ["connections", "sessions", "activity", "data"]) {
    await pages.locator(`a[href="/account/${path}"]`).click();
    await expect(page).toHaveURL(`/account/${path}`);
    await expect(pages.locator("[aria-current=page]")).toHaveAttribute("href", `/account/${path}`);
  }
  await page.goto("/");
  await signOut(page);
  await expect(page.getByRole("status")).toHaveText("You’re signed out.");
  expect(app.output()).not.toContain("Error");
});

test("a prerendered page keeps what it cached until an action updates its tag", async ({
  page,
}) => {
  expect((await open("/plans")).headers["content-security-policy"]).toMatch(noNonces);
  await page.goto("/plans");
  const heading = page.getByRole("heading");
  const plan = (await heading.textContent()) ?? "";
  const cached = async () => JSON.parse((await open("/time")).body).plans;
  const before = await cached();
  expect(await cached()).toBe(before);
  await page.reload();
  await expect(heading).toHaveText(plan);
  await addSeats(page);
  await page.getByRole("button", { name: "Change plans" }).click();
  await expect(heading).not.toHaveText(plan);
  await page.reload();
  await expect(heading).not.toHaveText(plan);
  const [current, later] = [await cached(), await cached()];
  expect(current).toBe(later);
  expect(current).not.toBe(before);
});

test("a partially prerendered page works under a policy without nonces, and knows the user", async ({
  page,
}) => {
  const { body, headers } = await open("/stock");
  expect(headers["content-security-policy"]).toMatch(noNonces);
  expect(body.indexOf("Loading")).toBeLessThan(body.indexOf("Hello, stranger"));
  await page.goto("/stock");
  await expect(page.getByRole("status")).toHaveText("Hello, stranger");
  await addSeats(page, 2);
  await page.goto("/");
  const user = await makeTestUser();
  await signIn(page, "google", user);
  await page.goto("/stock");
  await expect(page.getByRole("status")).toHaveText(`Hello, ${user.username}`);
});

test("a page that is prerendered when it is first requested works before and after", async ({
  page,
}) => {
  for (const slug of ["first", "second", "second"]) {
    await page.goto(`/blog/${slug}`);
    await expect(page.getByRole("heading")).toHaveText(`Post: ${slug}`);
  }
  await expect.poll(async () => (await open("/blog/second")).headers["x-nextjs-cache"]).toBe("HIT");
});

test("a page that waits for the request has its nonce, in what it streams later too", async ({
  page,
}) => {
  for (const path of ["/orders", "/orders/1", "/orders/2", "/orders/2", "/items/1", "/items/1"])
    await expectScriptsWithNonce(path);
  await page.goto("/orders");
  await expect(page).toHaveURL("/sign-in?callbackUrl=%2Forders");
  const user = await makeTestUser();
  await signIn(page, "google", user);
  const heading = page.getByRole("heading");
  await expect(heading).toHaveText(`Orders of ${user.username}`);
  await expect(heading).toHaveCSS("color", "rgb(4, 5, 6)");
  await addSeats(page);
});

test("a page that finds nothing shows the not-found page of its layout", async ({ page }) => {
  await page.goto("/gone");
  await expect(page.getByRole("heading")).toHaveText("Not one of our plans");
});

import type { Page } from "@playwright/test";
import { fromAnotherSite } from "./support/account-centre";
import { signedInUser } from "./support/account-form";
import { signedInPage } from "./support/browser-session";
import { cookieName } from "./support/cookie-names";
import { HttpVisitor } from "./support/http-visitor";
import { expect, test } from "./support/test";
import { openUserMenu } from "./support/user-menu";

test.use({ clientErrors: "expected" });

const grounds = { light: "rgb(239, 236, 231)", dark: "rgb(18, 17, 16)" };
const path = "/account/theme";

async function choose(page: Page, theme: string) {
  const menu = await openUserMenu(page);
  await menu.getByRole("button", { name: theme }).click();
}

const expectGround = (page: Page, ground: string) =>
  expect(page.locator("html")).toHaveCSS("background-color", ground);

test("a theme lasts over pages, failure pages and sign-outs, until the system decides again @nojs", async ({
  page,
}) => {
  await page.emulateMedia({ colorScheme: "light" });
  await signedInPage(page);
  await page.goto("/account/data");
  await expectGround(page, grounds.light);
  await choose(page, "Dark");
  await expect(page).toHaveURL("/account/data");
  await expectGround(page, grounds.dark);
  await expect(page.locator("meta[name=theme-color]")).toHaveAttribute("content", "#121110");
  await page.goto("/api/auth/callback/google?code=a&state=b");
  await expectGround(page, grounds.dark);
  await page.goto("/nothing/here");
  await expectGround(page, grounds.dark);

  await page.emulateMedia({ colorScheme: "dark" });
  await page.goto("/account/data");
  await choose(page, "Light");
  await expectGround(page, grounds.light);
  const menu = await openUserMenu(page);
  await expect(menu.getByRole("button", { name: "Light (chosen)" })).toBeVisible();
  await menu.getByRole("button", { name: "System" }).click();
  await expectGround(page, grounds.dark);
});

test("another site can't choose a theme, nor send the visitor anywhere", async () => {
  const { visitor } = await signedInUser();
  expect((await visitor.submit(path, [["theme", "dark"]], fromAnotherSite)).status).toBe(403);
  const referer = "https://evil.example/account";
  const response = await visitor.submit(path, [["theme", "dark"]], { referer });
  expect([response.status, response.location]).toEqual([303, "/"]);
});

test("no other value than a theme reaches the cookie", async () => {
  const visitor = new HttpVisitor();
  for (const fields of [[["theme", '"><script>']], [["other", "dark"]], []] as [string, string][][])
    expect((await visitor.submit(path, fields)).status).toBe(303);
  expect(visitor.jar.get(cookieName("foyer.theme"))).toBeUndefined();
});

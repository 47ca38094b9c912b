import { expect, type Page, test } from "@playwright/test";
import { goOnAs } from "./support/browser-session";
import { formWithButton } from "./support/html-form";
import { HttpVisitor } from "./support/http-visitor";
import { shareAppWithDatabase } from "./support/shared-app";
import { makeTestUser } from "./support/test-user";
import { userButton } from "./support/user-menu";

const shared = shareAppWithDatabase();

/** Signs a user in, and makes every page that reads the session fail from then on. */
async function breakPagesOf(page: Page): Promise<HttpVisitor> {
  const visitor = new HttpVisitor(shared.app.url);
  await visitor.signIn("google", (await makeTestUser()).account);
  await goOnAs(page, visitor);
  await shared.database.sql`alter table sessions rename column last_seen_at to renamed_by_accident`;
  return visitor;
}

async function repairPages(): Promise<void> {
  await shared.database.sql`alter table sessions rename column renamed_by_accident to last_seen_at`;
}

// app/global-error.tsx shows the first error, the error page of its own folder the second.
for (const path of ["/", "/account/activity"]) {
  test(`${path} shows an error page if it fails, with a button that tries again`, async ({
    page,
  }) => {
    await breakPagesOf(page);
    const response = await page.goto(shared.app.url + path);
    expect(response?.status()).toBe(500);
    await expect(page.getByRole("heading")).toHaveText("Something went wrong");
    await expect(page).toHaveTitle(/^Something went wrong/);
    await expect(page.getByText(/^Reference: \d+/)).toBeVisible();
    await expect(page.locator("body")).toHaveCSS("font-family", /geist|latin/i);
    await expect(page.getByRole("link", { name: "Go to the home page" })).toBeVisible();

    await repairPages();
    await page.getByRole("button", { name: "Try again" }).click();
    await expect(userButton(page)).toBeVisible();
  });
}

test("the error page is in the theme that the visitor chose", async ({ page }) => {
  const visitor = await breakPagesOf(page);
  const chosen = await visitor.submit("/account/theme", [["theme", "dark"]]);
  expect(chosen.status).toBe(303);
  await goOnAs(page, visitor);
  await page.goto(shared.app.url);
  await expect(page.getByRole("heading")).toHaveText("Something went wrong");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await repairPages();
});

test.describe("to a visitor who reads Arabic", () => {
  test.use({ locale: "ar" });

  for (const path of ["/", "/account/activity"]) {
    test(`the error page of ${path} is in their language and its direction`, async ({ page }) => {
      await breakPagesOf(page);
      await page.goto(shared.app.url + path);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expect(page.locator("html")).toHaveAttribute("lang", "ar");
      await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
      await repairPages();
    });
  }

  test("an error page that gets no words is in English, and says so", async ({ page }) => {
    await breakPagesOf(page);
    await page.route("**/api/failed-page", (route) => route.abort());
    await page.goto(shared.app.url);
    await expect(page.getByRole("heading")).toHaveText("Something went wrong");
    await expect(page.locator("html")).toHaveAttribute("lang", "en");
    await repairPages();
  });
});

test("a page that fails after an action committed asks to check whether it was saved", async ({
  page,
}) => {
  const visitor = new HttpVisitor(shared.app.url);
  await visitor.signIn("google", (await makeTestUser()).account);
  await goOnAs(page, visitor);
  const fields = formWithButton((await visitor.get("/account")).body, "Save profile");
  const others = fields.filter(([name]) => name !== "name");
  await shared.database.sql`alter table accounts rename column created_at to renamed_by_accident`;
  const saved = await visitor.submit("/account", [...others, ["name", "Augusta King"]]);
  expect([saved.status, saved.location]).toEqual([303, "/account"]);
  await page.goto(`${shared.app.url}/account`);
  await expect(page.getByRole("heading")).toHaveText("Something went wrong");
  await shared.database.sql`alter table accounts rename column renamed_by_accident to created_at`;
  await expect(page.getByText("check whether it was saved")).toBeVisible();
  await expect(page.getByText(/nothing( of \w+)? (is|was) /i)).toHaveCount(0);
  expect((await visitor.sessionUser())?.name).toBe("Augusta King");
});

test("a page that fails shows a plain text if the script of its error page fails to load too", async ({
  page,
}) => {
  const visitor = await breakPagesOf(page);
  const failed = await visitor.get("/");
  await page.route("**/_next/static/chunks/**", (route) => {
    const isOfThePage = failed.body.includes(new URL(route.request().url()).pathname);
    return isOfThePage ? route.continue() : route.abort();
  });
  await page.goto(shared.app.url);
  await expect(page.getByText("This page could not be shown.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Go to the home page" })).toBeVisible();
  await repairPages();
});

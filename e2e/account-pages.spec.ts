import type { Page } from "@playwright/test";
import { signedInUser } from "./support/account-form";
import { ageSignIn, insertSessions, userIdOf } from "./support/account-rows";
import { goOnAs, signedInPage } from "./support/browser-session";
import { database } from "./support/database";
import { userWithFullAccount } from "./support/full-account";
import { userAgents } from "./support/http-browser";
import { HttpVisitor } from "./support/http-visitor";
import { unfold } from "./support/rows-shown";
import { signOut } from "./support/sign-in";
import { siteName } from "./support/site-name";
import { expect, test } from "./support/test";
import { openUserMenu, userButton } from "./support/user-menu";

/** The pages in the navigation of the account centre, in order. */
const navigationPages = [
  { path: "/account", link: "Profile", title: "Profile" },
  { path: "/account/connections", link: "Connected accounts", title: "Connected accounts" },
  { path: "/account/sessions", link: "Devices", title: "Devices" },
  { path: "/account/activity", link: "Activity", title: "Activity" },
  { path: "/account/data", link: "Your data", title: "Your data" },
];

/** Pages that these lead to. */
const others = [
  { path: "/account/sessions/ended", title: "What to do next" },
  // There is nothing to sign out.
  { path: "/account/sessions/others", title: "Devices" },
  { path: "/account/data/delete", title: "Delete your account" },
];

for (const { path } of [...navigationPages, ...others]) {
  test(`${path} redirects a visitor without a session to the sign-in page, and shows none of its content`, async () => {
    const response = await new HttpVisitor().get(path);
    const to = `/sign-in?${new URLSearchParams({ callbackUrl: path })}`;
    expect([response.status, response.location]).toEqual([307, to]);
    expect(response.body).not.toContain("<main");
  });
}

test("the navigation leads to each account page and marks the current one, and each page can sign out @nojs", async ({
  page,
}) => {
  const { user } = await signedInPage(page);
  await page.goto("/");
  const menu = await openUserMenu(page);
  await menu.getByRole("link", { name: "Manage account" }).click();
  const navigation = page.getByRole("navigation", { name: "Account" });
  for (const { path, link, title } of navigationPages) {
    await navigation.getByRole("link", { name: link, exact: true }).click();
    await expect(page).toHaveURL(path);
    await expect(page).toHaveTitle(`${title} · ${siteName}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expect(navigation.getByRole("link")).toHaveText(
      navigationPages.map((other) => other.link),
    );
    await expect(navigation.locator("[aria-current]")).toHaveText(link);
    await expectLandmarks(page);
    await expect(userButton(page)).toBeVisible();
  }
  for (const { path, title } of others) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(title);
    await expectLandmarks(page);
    await expect(userButton(page)).toBeVisible();
  }
  await signOut(page);
  expect(await userIdOf(user.account)).toBeTruthy();
});

async function expectLandmarks(page: Page) {
  await expect(page.getByRole("main")).toHaveCount(1);
  const navigations = page.getByRole("navigation");
  const names = await navigations.evaluateAll((all) =>
    all.map((navigation) => navigation.getAttribute("aria-label")),
  );
  expect(names[0]).toBe("Account");
  expect(names).toEqual([...new Set(names)]);
  await expect(page.getByRole("main").getByRole("heading", { level: 1 })).toHaveCount(1);
  expect(await skippedLevels(page)).toEqual([]);
}

/** Headings more than one level below the heading before them. */
async function skippedLevels(page: Page): Promise<string[]> {
  const headings = await page
    .locator("h1, h2, h3, h4, h5, h6")
    .evaluateAll((elements) =>
      elements.map(({ tagName, textContent }) => ({ level: Number(tagName[1]), textContent })),
    );
  return headings
    .filter(({ level }, index) => level > (headings[index - 1]?.level ?? 0) + 1)
    .map(({ level, textContent }) => `h${level} ${textContent}`);
}

test("each account page opens at its top, on a screen that is wide or narrow", async ({ page }) => {
  await signedInPage(page);
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 400 });
    for (const { path } of navigationPages) {
      await page.goto(path);
      expect([width, path, await page.evaluate(() => scrollY)]).toEqual([width, path, 0]);
      await expect(page.getByRole("link", { name: siteName }).first()).toBeInViewport();
    }
  }
});

test("no two buttons or links of a full account have the same name and description", async ({
  page,
}) => {
  const { visitor } = await userWithFullAccount();
  await goOnAs(page, visitor);
  for (const path of [
    "/account",
    "/account/connections",
    "/account/sessions",
    "/account/activity",
  ]) {
    await page.goto(path);
    await unfold(page);
    expect(await skippedLevels(page), path).toEqual([]);
    expect(await repeatedNames(page), path).toEqual([]);
  }
});

/** Names that several buttons, or several links, of a page share. */
async function repeatedNames(page: Page): Promise<string[]> {
  const repeated: string[] = [];
  for (const role of ["button", "link"] as const) {
    const names = await page.getByRole(role).evaluateAll((elements) =>
      elements.map((element) => {
        const described = element.getAttribute("aria-describedby")?.split(" ") ?? [];
        const descriptions = described.map((id) => document.getElementById(id)?.textContent);
        const name = element.getAttribute("aria-label") ?? element.textContent;
        return [name, ...descriptions].join(" ").replace(/\s+/g, " ").trim();
      }),
    );
    repeated.push(...names.filter((name, index) => names.indexOf(name) !== index));
  }
  return [...new Set(repeated)];
}

test("one of fifty devices is signed out by its own link, after a question", async ({ page }) => {
  const { visitor, userId } = await userWithFullAccount();
  const [device] = await insertSessions(userId, [{ user_agent: userAgents["Safari on iOS"] }]);
  await goOnAs(page, visitor);
  await page.goto("/account/sessions");
  // The rows of three ask whether they are the user's, and have no link.
  await unfold(page);
  const links = page.getByRole("link", { name: /^Sign out device/ });
  await expect(links).toHaveCount(47);
  await page.locator(`a[href$="session=${device}"]`).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Sign out Safari on iOS?");
  await page.getByRole("button", { name: /^Sign out device/ }).click();
  await expect(
    page.getByRole("status").filter({ hasText: "Safari on iOS is signed out." }),
  ).toBeVisible();
  await unfold(page);
  await expect(links).toHaveCount(46);
  expect(await database()`select from sessions where id = ${device ?? ""}`).toHaveLength(0);
});

test("pages that need a fresh sign-in ask to confirm, and confirming leads back to them", async () => {
  const { visitor } = await signedInUser();
  const recent = "/account/confirm?returnTo=%2Faccount%2Fdata%2Fdelete";
  expect((await visitor.get(recent)).location).toBe("/account/data/delete");
  await ageSignIn(visitor);
  for (const path of ["/account/data", "/account/data/delete", recent]) {
    const { status, body } = await visitor.get(path);
    expect(status).toBe(200);
    expect(body).toContain("Continue with");
    expect(body).not.toMatch(/Download my data<|Type your username/);
  }
});

import type { Page } from "@playwright/test";
import { signedInPage } from "./support/browser-session";
import { holdPosts, openHydrated, spinnerOf } from "./support/pressed-button";
import { signOut } from "./support/sign-in";
import { siteName } from "./support/site-name";
import { expect, test } from "./support/test";

const username = (page: Page) => page.getByLabel("Username");
const name = (page: Page) => page.getByLabel("Name", { exact: true });
const save = (page: Page) => page.getByRole("button", { name: "Save profile" });

test("a refused profile shows every rule that was broken, and focuses the first field @nojs", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 700 });
  await signedInPage(page);
  await page.goto("/account");
  await username(page).fill("-!");
  await name(page).fill("x".repeat(101));
  await save(page).click();
  for (const rule of [
    "Use at least 3 characters.",
    "Use only letters, numbers, dots, hyphens and underscores.",
    "Start and end with a letter or number.",
    "Use at most 100 characters.",
  ])
    await expect(page.getByText(rule)).toBeVisible();
  await expect(username(page)).toBeFocused();
  await expect(username(page)).toBeInViewport();
});

test("the message of a saved profile has the focus and comes first in the title @nojs", async ({
  page,
}) => {
  await signedInPage(page);
  await page.goto("/account");
  const title = await page.title();
  await name(page).fill("Ada");
  await save(page).click();
  await expect(page.getByRole("status").filter({ hasText: "Profile saved." })).toBeFocused();
  await expect(page).toHaveTitle(`Profile saved · ${title}`);
  await page.reload();
  await expect(page).toHaveTitle(title);
});

test("a message on the home page comes first in its title @nojs", async ({ page }) => {
  await signedInPage(page);
  await page.goto("/");
  await signOut(page);
  await expect(page.getByRole("status")).toBeFocused();
  await expect(page).toHaveTitle(new RegExp(`^You’re signed out · .*${siteName}$`));
});

test("the save button keeps its size while a spinner takes the place of its label", async ({
  page,
}) => {
  await signedInPage(page);
  await openHydrated(page, "/account");
  const posts = await holdPosts(page);
  await save(page).scrollIntoViewIfNeeded();
  const size = await save(page).boundingBox();
  await save(page).click();
  await expect(spinnerOf(save(page))).toBeVisible();
  expect(await save(page).boundingBox()).toEqual(size);
  posts.release();
  await expect(page.getByRole("status")).toHaveText("Profile saved.");
});

test("unsaved edits are left only after a question, and saved ones without", async ({ page }) => {
  await signedInPage(page);
  await openHydrated(page, "/account");
  const asked: string[] = [];
  let answer: "accept" | "dismiss" = "dismiss";
  page.on("dialog", async (dialog) => {
    asked.push(dialog.type());
    await dialog[answer]();
  });
  const devices = page.getByRole("navigation").getByRole("link", { name: "Devices" });

  await name(page).fill("Ada");
  await devices.click();
  await expect.poll(() => asked).toEqual(["beforeunload"]);
  await expect(page).toHaveURL("/account");
  await expect(name(page)).toHaveValue("Ada");

  await save(page).click();
  await expect(page.getByRole("status")).toHaveText("Profile saved.");
  await devices.click();
  await expect(page).toHaveURL("/account/sessions");
  expect(asked).toHaveLength(1);

  await openHydrated(page, "/account");
  await username(page).fill("!");
  await save(page).click();
  await expect(username(page)).toHaveAttribute("aria-invalid", "true");
  answer = "accept";
  await devices.click();
  await expect(page).toHaveURL("/account/sessions");
  expect(asked).toHaveLength(2);
});

test("an edit that was taken back asks nothing", async ({ page }) => {
  await signedInPage(page);
  await openHydrated(page, "/account");
  const asked: string[] = [];
  page.on("dialog", (dialog) => {
    asked.push(dialog.type());
    return dialog.accept();
  });
  const before = await name(page).inputValue();
  await name(page).fill("Ada");
  await name(page).fill(before);
  await page.getByRole("navigation").getByRole("link", { name: "Devices" }).click();
  await expect(page).toHaveURL("/account/sessions");
  expect(asked).toEqual([]);
});

test("fields are at most 400 pixels wide", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await signedInPage(page);
  await page.goto("/account");
  for (const field of [username(page), name(page), page.getByLabel("Upload picture")]) {
    expect((await field.boundingBox())?.width).toBeLessThanOrEqual(400);
  }
});

import type { Locator, Page } from "@playwright/test";
import { signedInPage } from "./support/browser-session";
import { expect, test } from "./support/test";
import { openUserMenu } from "./support/user-menu";

const footerButton = (page: Page) =>
  page.getByRole("contentinfo").getByRole("button", { name: "Language: English" });
const choiceOf = (page: Page, language: string) =>
  page.getByRole("group", { name: "Language" }).getByRole("button", { name: language });

test("a visitor chooses a language in the footer, and stays on the page @nojs", async ({
  page,
}) => {
  const path = "/sign-in?callbackUrl=%2Faccount%2Fdata";
  await page.goto(path);
  await expect(choiceOf(page, "Deutsch")).toBeHidden();
  await footerButton(page).click();
  await expect(choiceOf(page, "English")).toHaveAttribute("aria-current", "true");
  await choiceOf(page, "Deutsch").click();
  await expect(page.locator("html")).toHaveAttribute("lang", "de");
  await expect(page).toHaveURL(path);
});

test("a user chooses a right-to-left language in the menu @nojs", async ({ page }) => {
  await signedInPage(page);
  await page.goto("/account/data");
  const menu = await openUserMenu(page);
  await menu.getByRole("button", { name: "Language: English" }).click();
  await choiceOf(page, "العربية").click();
  await expect(page.locator("html")).toHaveAttribute("dir", "rtl");
  await expect(page).toHaveURL("/account/data");
});

test("the form works with the keyboard alone, and Escape closes it", async ({ page }) => {
  await page.goto("/sign-in");
  await footerButton(page).focus();
  await page.keyboard.press("Enter");
  await expect(choiceOf(page, "Français")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(choiceOf(page, "Français")).toBeHidden();
  await expect(footerButton(page)).toBeFocused();
  await page.keyboard.press("Enter");
  for (const language of ["English", "Deutsch", "Français"]) {
    await page.keyboard.press("Tab");
    await expect(choiceOf(page, language)).toBeFocused();
  }
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("lang", "fr");
});

for (const width of [768, 1000, 1440])
  test(`at ${width} px it opens above its button, in line with the button's text`, async ({
    page,
  }) => {
    await signedInPage(page);
    await page.setViewportSize({ width, height: 900 });
    await page.goto("/account/data");
    const button = await boxOf(footerButton(page));
    await footerButton(page).click();
    const menu = await boxOf(page.locator("#language-menu"));
    expect(await fromText(page, button, menu)).toBeCloseTo(0, 0);
    expect(menu.y + menu.height).toBeLessThanOrEqual(button.y);
  });

for (const forcedColors of ["none", "active"] as const)
  test(`at 320 px it fits, and its targets are 44 px high, with forced colours "${forcedColors}"`, async ({
    page,
  }) => {
    await page.emulateMedia({ forcedColors });
    await page.setViewportSize({ width: 320, height: 568 });
    await page.goto("/sign-in");
    expect((await footerButton(page).boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await footerButton(page).click();
    for (const language of ["English", "日本語", "العربية"]) {
      const box = await choiceOf(page, language).boundingBox();
      expect(box?.height).toBeGreaterThanOrEqual(44);
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(320);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      320,
    );
  });

for (const locale of ["en", "ar"])
  test(`on a wide screen it opens at its button, and dims nothing: ${locale}`, async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await signedInPage(page);
    const language = page.locator("[popovertarget=language-menu]:visible");
    const form = page.locator("#language-menu");
    const expectAtButton = async (offset: (button: Box, menu: Box) => number | Promise<number>) => {
      await language.last().click();
      await expect(form).toBeVisible();
      const button = await boxOf(language.last());
      const menu = await boxOf(form);
      expect(await offset(button, menu)).toBeCloseTo(0, 0);
      const above = button.y - (menu.y + menu.height);
      const below = menu.y - (button.y + button.height);
      expect(Math.abs(Math.max(above, below))).toBeLessThan(2);
      const dimmed = await form.evaluate(
        (el) => getComputedStyle(el, "::backdrop").backgroundColor,
      );
      expect(dimmed).toBe("rgba(0, 0, 0, 0)");
    };
    await page.goto("/account/data");
    await page.locator("[popovertarget=user-menu]").click();
    await language.first().click();
    await form.locator(`[value=${locale}]`).click();
    await expect(page.locator("html")).toHaveAttribute("lang", locale);
    await page.locator("[popovertarget=user-menu]").click();
    const inLine = (button: Box, menu: Box) => fromText(page, button, menu);
    await expectAtButton(inLine);
    await page.goto("/account/data");
    await expectAtButton(inLine);
    await page.context().clearCookies();
    await page.goto("/sign-in");
    await expectAtButton((button, menu) => middle(menu) - middle(button));
  });

type Box = { x: number; y: number; width: number; height: number };

const boxOf = async (of: Locator) =>
  (await of.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
const middle = ({ x, width }: Box) => x + width / 2;

/**
 * How far the menu is from the beginning of the button's text, 8 px inside the button. Beside legal links the button
 * is at the end of the page, and the menu may end with its text instead.
 */
async function fromText(page: Page, button: Box, menu: Box): Promise<number> {
  const left = menu.x - button.x - 8;
  const right = button.x + button.width - 8 - menu.x - menu.width;
  const isRightToLeft = (await page.locator("html").getAttribute("dir")) === "rtl";
  const [begin, end] = isRightToLeft ? [right, left] : [left, right];
  const hasLegalLinks = (await page.locator("footer a").count()) > 0;
  return hasLegalLinks ? Math.min(Math.abs(begin), Math.abs(end)) : begin;
}

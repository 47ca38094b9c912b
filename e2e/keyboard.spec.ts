import type { Locator, Page } from "@playwright/test";
import { makePerson } from "./support/person";
import { continueButton, expectGreeting } from "./support/sign-in";
import { expect, test } from "./support/test";

test.use({ clientErrors: "expected" });

test("somebody with only a keyboard signs in, looks at the account, and signs out @nojs", async ({
  page,
}) => {
  const person = await makePerson();
  await page.goto("/");
  await expectTabOrder(page, [
    page.getByRole("link", { name: "Foyer" }),
    continueButton(page, "google"),
    continueButton(page, "github"),
  ]);
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: person.handles.github }).press("Enter");
  await page.getByRole("button", { name: "Allow" }).press("Enter");
  await expectGreeting(page, person);

  await expectTabOrder(page, [
    page.getByRole("link", { name: "Foyer" }),
    page.getByRole("link", { name: "See your account" }),
  ]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/account");
  await expectTabOrder(page, [
    page.getByRole("link", { name: "Foyer" }),
    page.getByRole("link", { name: "Back to the home page" }),
  ]);
  await page.keyboard.press("Enter");
  await expectGreeting(page, person);
  await expectTabOrder(page, [
    page.getByRole("link", { name: "Foyer" }),
    page.getByRole("link", { name: "See your account" }),
    page.getByRole("button", { name: "Sign out" }),
  ]);
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status")).toHaveText("You have been signed out.");
});

test("a failure page is left with the keyboard @nojs", async ({ page }) => {
  await page.goto("/api/auth/callback/google?code=a&state=b");
  await expectTabOrder(page, [
    page.getByRole("link", { name: "Foyer" }),
    page.getByRole("link", { name: "Sign in again" }),
  ]);
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL("/sign-in");
});

/** Expects that each press of Tab reaches the next of these, and that one can see where one is. */
async function expectTabOrder(page: Page, order: Locator[]) {
  for (const target of order) {
    await page.keyboard.press("Tab");
    await expect(target).toBeFocused();
    await expect(target).toHaveCSS("outline-style", "solid");
    await expect(target).toHaveCSS("outline-width", "2px");
  }
}

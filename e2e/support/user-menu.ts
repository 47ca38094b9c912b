import type { Locator, Page } from "@playwright/test";

/** The button in the header that opens the user's menu. */
export function userButton(page: Page): Locator {
  return page.getByRole("button", { name: /^Account menu/ });
}

/** Opens the user's menu. */
export async function openUserMenu(page: Page): Promise<Locator> {
  await userButton(page).click();
  return page.locator("#user-menu");
}

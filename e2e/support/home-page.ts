import type { Locator, Page } from "@playwright/test";

// What app/(foyer)/home-page.tsx says: change the two together.

/** What the home page says to the user with this username. */
export function greeting(page: Page, username: string): Locator {
  return page.getByText(`You’re signed in as ${username} with`);
}

/** The beginning of the home page's title. */
export const homeTitle = "Good to see you";

/** Its links below the header, up to the one that leads to the account. */
export function homeTabStops(page: Page): Locator[] {
  return [page.getByRole("link", { name: "Profile", exact: true })];
}

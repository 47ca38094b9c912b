import type { Locator, Page } from "@playwright/test";

// What app/(foyer)/home-page.tsx shows to a signed-in user: change the two together.

/** The title, or its beginning if no name is given. */
export const homeTitle = (name?: string) => (name ? `Good to see you, ${name}` : "Good to see you");

/** What it says to the user with this username, who signed in with this provider. */
export function greeting(page: Page, username: string, provider = ""): Locator {
  return page.getByText(`You’re signed in as ${username} with ${provider}`);
}

/** The links in its header, and those in its content up to the one that leads to the account. */
export const homeLinks: { header: string[]; content: string[] } = {
  header: [],
  content: ["Profile"],
};

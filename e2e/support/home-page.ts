import type { Locator, Page } from "@playwright/test";

// What app/(foyer)/home-page.tsx shows to a signed-in user: change the two together.

/** The title, or its beginning if no name is given. A pattern if it names no one. */
export const homeTitle = (name?: string): string | RegExp =>
  name ? `Good to see you, ${name}` : "Good to see you";

/** What the user with this username sees, and no other. A home page may leave out the provider. */
export const greeting: (page: Page, username: string, provider?: string) => Locator = (
  page,
  username,
  provider = "",
) => page.getByText(`You’re signed in as ${username} with ${provider}`);

/** The links in its header. */
export const homeLinks: { header: string[] } = {
  header: [],
};

/** What the Tab key reaches in its content, in order. */
export const homeControls = (page: Page): Locator[] =>
  ["Profile", "Connected accounts", "Devices"].map((name) =>
    page.getByRole("main").getByRole("link", { name, exact: true }),
  );

/** Its round trips to Postgres: one for the session. A query that isn't prepared takes two. */
export const homeRoundTrips = 1;

/** Whether all its words, and those that visitors see there, are in `messages/`. */
export const homeIsTranslated = true;

/** Whether it has client components: visitors load their scripts on the same page. */
export const homeHasClientComponents = false;

import { test as base, expect, type Page } from "@playwright/test";
import { type ConsoleGuard, guardConsole } from "./console-guard";

/**
 * Playwright's test, which also fails on anything unexpected in a browser's console. Tests of
 * failure pages say that they expect these.
 */
export const test = base.extend<Fixtures>({
  clientErrors: ["forbidden", { option: true }],

  consoleGuard: [
    async ({ context, clientErrors }, use) => {
      const guard = await guardConsole(context);
      if (clientErrors === "expected")
        guard.ignore(/^Failed to load resource: .* a status of 4\d\d/);
      await use(guard);
      expect(guard.complaints).toEqual([]);
    },
    { auto: true },
  ],

  anotherBrowser: async ({ browser }, use) => {
    const context = await browser.newContext();
    const guard = await guardConsole(context);
    await use(await context.newPage());
    expect(guard.complaints).toEqual([]);
    await context.close();
  },
});

export { expect } from "@playwright/test";

type Fixtures = {
  /** Browsers report an answer of 4xx as an error. */
  clientErrors: "forbidden" | "expected";
  /** Of the first browser; a test may tell it what it provokes on purpose. */
  consoleGuard: ConsoleGuard;
  /** A page of a second browser, which shares no cookie with the first. */
  anotherBrowser: Page;
};

import { test as base, expect, type Page } from "@playwright/test";
import { type ConsoleGuard, guardConsole, withGuardedPage } from "./console-guard";

/**
 * Playwright's `test`, which also fails on unexpected output in a browser's console. Tests of failure
 * pages set `clientErrors` to "expected".
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

  anotherBrowser: ({ browser }, use) => withGuardedPage(browser, {}, use),
});

export { expect } from "@playwright/test";

type Fixtures = {
  /** Browsers log each 4xx response as an error. */
  clientErrors: "forbidden" | "expected";
  /** Guards the first browser; a test can make it ignore what it provokes on purpose. */
  consoleGuard: ConsoleGuard;
  /** A page in a second browser, which shares no cookies with the first. */
  anotherBrowser: Page;
};

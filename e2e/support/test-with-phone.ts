import type { Page } from "@playwright/test";
import { withGuardedPage } from "./console-guard";
import { userAgents } from "./http-browser";
import { test as base } from "./test";

/** Adds a second browser with another User-Agent; the first one is Chrome on Windows. */
export const test = base.extend<{ phone: Page }>({
  phone: ({ browser }, use) =>
    withGuardedPage(browser, { userAgent: userAgents["Safari on iOS"] }, use),
});

export { expect } from "./test";

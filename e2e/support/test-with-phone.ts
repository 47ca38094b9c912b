import type { Page } from "@playwright/test";
import { guardConsole } from "./console-guard";
import { userAgents } from "./http-browser";
import { test as base, expect } from "./test";

/** Adds a second browser with another User-Agent; the first one is Chrome on Windows. */
export const test = base.extend<{ phone: Page }>({
  phone: async ({ browser }, use) => {
    const context = await browser.newContext({ userAgent: userAgents["Safari on iOS"] });
    const guard = await guardConsole(context);
    await use(await context.newPage());
    expect(guard.complaints).toEqual([]);
    await context.close();
  },
});

export { expect } from "./test";

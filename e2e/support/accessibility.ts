import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const widths = [320, 1280];

/** Expects no WCAG violation and no sideways scrolling: narrow and wide, light and dark. */
export async function expectAccessible(page: Page) {
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    await expectNoOverflow(page);
    await page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
    const light = await new AxeBuilder({ page }).setLegacyMode().withTags(rules).analyze();
    expect(describeViolations(light), `${width} px, light`).toEqual([]);
    // Only colours depend on the colour scheme, and axe is slow.
    await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
    const dark = await new AxeBuilder({ page })
      .setLegacyMode()
      .withRules("color-contrast")
      .analyze();
    expect(describeViolations(dark), `${width} px, dark`).toEqual([]);
  }
}

function describeViolations({ violations }: Awaited<ReturnType<AxeBuilder["analyze"]>>): string[] {
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`);
}

/** Expects a page that does not scroll sideways. */
export async function expectNoOverflow(page: Page) {
  // Until its style sheet has loaded, a page has no meaningful width.
  await page.waitForLoadState("load");
  const tooWide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  expect(tooWide, "pixels beyond the width of the window").toBeLessThanOrEqual(0);
}

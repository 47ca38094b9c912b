import type { Page } from "@playwright/test";
import { plainText } from "./account-centre";
import type { HttpVisitor } from "./http-visitor";

/** The text of each device in the list, from the top. */
export async function devicesShown(visitor: HttpVisitor): Promise<string[]> {
  return itemsOf((await visitor.get("/account/sessions")).body, "<h3");
}

/** Opens what the page has folded. */
export async function unfold(page: Page): Promise<void> {
  // The notice above a list is there before the list.
  await page.waitForLoadState();
  for (const fold of await page.locator("main summary").all()) await fold.click();
}

/** The text of each entry on a page of the activity, from the top. */
export function entriesOn(html: string): string[] {
  return itemsOf(html, "<time");
}

export async function activityShown(visitor: HttpVisitor): Promise<string[]> {
  return entriesOn((await visitor.get("/account/activity")).body);
}

function itemsOf(html: string, mark: string): string[] {
  const items = [...html.matchAll(/<li\b.*?<\/li>/gs)].map(([item]) => item);
  const shown = items.filter((item) => item.includes(mark));
  return shown.map((item) => plainText(item.replace(/<h2\b.*?<\/h2>/gs, "")).trim());
}

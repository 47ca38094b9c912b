import { plainText } from "./account-centre";
import type { HttpVisitor } from "./http-visitor";

/** What the list of devices says of each, from the top. */
export async function devicesShown(visitor: HttpVisitor): Promise<string[]> {
  return itemsOf((await visitor.get("/account/sessions")).body, "<h3");
}

/** What a page of the activity says of each entry, from the top. */
export function entriesOn(html: string): string[] {
  return itemsOf(html, "<time");
}

export async function activityShown(visitor: HttpVisitor): Promise<string[]> {
  return entriesOn((await visitor.get("/account/activity")).body);
}

function itemsOf(html: string, mark: string): string[] {
  const items = [...html.matchAll(/<li\b.*?<\/li>/gs)].map(([item]) => item);
  return items.filter((item) => item.includes(mark)).map((item) => plainText(item).trim());
}

import type { Page } from "@playwright/test";
import type { HttpVisitor } from "./http-visitor";

/** Gives a browser the cookies of an HTTP visitor, which signs in faster than a browser does. */
export async function goOnAs(page: Page, { jar, address }: HttpVisitor): Promise<void> {
  const cookies = jar.names().map((name) => ({ name, value: jar.get(name) ?? "", url: address }));
  await page.context().clearCookies();
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, httpOnly: true })));
}

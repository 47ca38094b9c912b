import type { Page } from "@playwright/test";
import { signedInUser } from "./account-form";
import type { HttpVisitor } from "./http-visitor";

/** Signs a new user in over HTTP and gives the browser their session. */
export async function signedInPage(page: Page, ...facts: Parameters<typeof signedInUser>) {
  const signedIn = await signedInUser(...facts);
  await goOnAs(page, signedIn.visitor);
  return signedIn;
}

/** Gives a browser the cookies of an HTTP visitor, which signs in faster than a browser does. */
export async function goOnAs(page: Page, { jar, address }: HttpVisitor): Promise<void> {
  const cookies = jar.names().map((name) => ({ name, value: jar.get(name) ?? "", url: address }));
  await page.context().clearCookies();
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, httpOnly: true })));
}

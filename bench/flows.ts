import { type Browser, expectResponse } from "../scripts/load/browser";
import type { ProviderName } from "../scripts/load/visitor";

/** What users do in one app, over HTTP. */
export interface Flows {
  /** The cookies that a browser has lost when its user signs in again. */
  readonly sessionCookies: string[];
  /** A complete sign-in: start, callback, landing page. */
  signIn(browser: Browser, user: number): Promise<void>;
  /** Signs out from the home page, which it opens first. */
  signOut(browser: Browser): Promise<void>;
}

/** Opens the home page of a signed-in user. @returns its HTML */
export async function openHome(browser: Browser): Promise<string> {
  const page = await browser.open(`${browser.origin}/`);
  expectResponse(page, [200], "the home page");
  if (!page.body.includes("Sign out")) throw new Error("the home page shows no signed-in user");
  return page.body;
}

/** Each provider gets half of the users, so that no account links by an address of the other. */
export function providerOf(user: number): ProviderName {
  return user % 2 === 0 ? "google" : "github";
}

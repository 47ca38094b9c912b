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

/** Opens a page of a signed-in user. @returns its HTML */
export async function openSignedIn(browser: Browser, path: string): Promise<string> {
  const page = await browser.open(`${browser.origin}${path}`);
  expectResponse(page, [200], `the page ${path}`);
  if (!page.body.includes("Sign out")) throw new Error(`the page ${path} shows no signed-in user`);
  return page.body;
}

/** Opens the home page of a signed-in user. @returns its HTML */
export function openHome(browser: Browser): Promise<string> {
  return openSignedIn(browser, "/");
}

/** Each provider gets half of the users, so that no account links by an address of the other. */
export function providerOf(user: number): ProviderName {
  return user % 2 === 0 ? "google" : "github";
}

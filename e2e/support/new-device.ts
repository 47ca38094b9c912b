import { deviceCookie } from "./account-centre";
import { type Account, control } from "./control";
import type { FormField } from "./html-form";
import { HttpBrowser, userAgents } from "./http-browser";
import type { HttpVisitor } from "./http-visitor";
import { expect } from "./test-with-phone";

export const [firefox, safari, edge] = [
  userAgents["Firefox on Windows"],
  userAgents["Safari on iOS"],
  userAgents["Microsoft Edge on Windows"],
];

export function withSession(form: FormField[], session: string): FormField[] {
  return form.map(([name, value]) => [name, name === "session" ? session : value]);
}

/** Signs a user in in a new browser, optionally with a device cookie. */
export async function browserOf(account: Account, userAgent: string, device?: string) {
  const browser = new HttpBrowser(userAgent);
  if (device) browser.jar.set(deviceCookie, device);
  expect((await browser.signIn("google", account)).status).toBe(303);
  return browser;
}

/** One user in two browsers, the second of them new. */
export async function olderAndNewer(): Promise<{
  account: Account;
  older: HttpVisitor;
  newer: HttpVisitor;
}> {
  const account = await control.createAccount({ google: {} });
  const older = await browserOf(account, firefox);
  return { account, older, newer: await browserOf(account, safari) };
}

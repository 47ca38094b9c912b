import type { Page } from "@playwright/test";
import { deviceCookie } from "./account-centre";
import { type Account, control } from "./control";
import { type FormField, formsOn } from "./html-form";
import { HttpBrowser, userAgents } from "./http-browser";
import type { HttpResponse } from "./http-response";
import type { HttpVisitor } from "./http-visitor";
import { expect } from "./test-with-phone";

/** What a page asks about sign-ins that no one has answered for, one or several. */
export const reviewQuestion = /Was this you\?|Were they yours\?|\d things to review/;

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

const devicesPath = "/account/sessions";

/** The page that asks before it signs out the device of a session. */
export const endPath = (session: string) => `${devicesPath}/others?session=${session}`;

/** The same page, about the first device on Devices that has a link to it. */
export async function endPathOf(visitor: HttpVisitor): Promise<string> {
  const { body } = await visitor.get(devicesPath);
  const session = /\/others\?session=([^"]*)"/.exec(body)?.[1];
  if (!session) throw new Error("Devices has no device to sign out.");
  return endPath(session);
}

/** Where the form of the page that asks once is submitted to. */
export const reportPath = `${devicesPath}/report`;

/** Follows the first "No, sign it out" on Devices, and presses the button of the page that asks once. */
export async function reportSignIn(visitor: HttpVisitor): Promise<HttpResponse> {
  return visitor.submit(reportPath, await reportFormOf(visitor));
}

/** The fields of the page that asks before it signs a device out, about the first one on Devices. */
export async function reportFormOf(visitor: HttpVisitor): Promise<FormField[]> {
  const { body } = await visitor.get(devicesPath);
  const path = /href="([^"]*\/report\?session=[^"]*)"/.exec(body)?.[1];
  if (!path) throw new Error("Devices asks about no sign-in.");
  const form = formsOn((await visitor.get(path)).body).find(({ fields }) =>
    fields.some(([name]) => name === "session"),
  );
  if (!form) throw new Error("The page has no form that reports a sign-in.");
  return form.fields;
}

/** The same in a browser. */
export async function reportOnPage(page: Page, answer = /^No, /): Promise<void> {
  await page.goto(devicesPath);
  await page.getByRole("link", { name: answer }).first().click();
  await page
    .getByRole("main")
    .getByRole("button", { name: /^(Sign it out|It wasn’t me)/ })
    .click();
}

import { expect } from "@playwright/test";
import { ageSignIn } from "./account-rows";
import { type Account, control, type ProviderName, providerTitles } from "./control";
import { cookieName } from "./cookie-names";
import { type FormField, formWithButton } from "./html-form";
import type { HttpResponse } from "./http-response";
import { HttpVisitor, sessionCookie } from "./http-visitor";
import { connectionId } from "./visitor-rows";

export const connectionsPath = "/account/connections";
export const disconnectPath = (id: string) => `${connectionsPath}/disconnect?account=${id}`;
export const confirmPath = (returnTo: string) =>
  `/account/confirm?${new URLSearchParams({ returnTo })}`;

/** A visitor who has just signed in with this account, at the stack's app unless told otherwise. */
export async function signedIn(
  account: Account,
  provider: ProviderName = "google",
  appUrl?: string,
) {
  const visitor = new HttpVisitor(appUrl);
  expect((await visitor.signIn(provider, account)).status).toBe(303);
  expect(visitor.sessionToken()).not.toBe("");
  return visitor;
}

/** The same user in a new session in the same browser, which stays known if it was. */
export async function signedInAgain(
  visitor: HttpVisitor,
  account: Account,
  provider: ProviderName = "google",
) {
  const again = new HttpVisitor(visitor.address);
  again.jar.set(deviceCookie, visitor.jar.get(deviceCookie) ?? "");
  expect((await again.signIn(provider, account)).status).toBe(303);
  return again;
}

/** Recognises the browser. */
export const deviceCookie = cookieName("foyer.device");

/** The fields of the page's form with this button. */
export async function formOn(
  visitor: HttpVisitor,
  path: string,
  button: string,
): Promise<FormField[]> {
  return formWithButton((await visitor.get(path)).body, button);
}

/** Opens the page and presses its button. */
export async function press(visitor: HttpVisitor, path: string, button: string) {
  return visitor.press(path, button);
}

/** The text of a page without markup and scripts, which repeat texts that the page does not show. */
export async function textOf(visitor: HttpVisitor, path: string): Promise<string> {
  const { body } = await visitor.get(path);
  return plainText(body);
}

export function plainText(html: string): string {
  return html
    .replace(/<(script|style)\b.*?<\/\1>|<!--.*?-->/gs, "")
    .replace(/<\/(p|h\d|li|dt|dd|div|button|a|title)>/g, " ")
    .replace(/<[^>]*>/g, "")
    .replaceAll("&#x27;", "'")
    .replaceAll("&#39;", "'")
    .replace(/\s+/g, " ");
}

/** The form with the values of some fields replaced. */
export function forged(fields: FormField[], values: Record<string, string>): FormField[] {
  return fields.map(([name, value]) => [name, values[name] ?? value]);
}

export const connectButton = (provider: ProviderName) => `Connect ${providerTitles[provider]}`;
export const continueWith = (provider: ProviderName) => `Continue with ${providerTitles[provider]}`;

type Decision = "allow" | "deny";

/** Presses "Connect" and goes through the provider's pages, up to the callback's URL. */
export async function reachConnect(
  visitor: HttpVisitor,
  provider: ProviderName,
  account: Account,
  decision: Decision = "allow",
): Promise<URL> {
  const begun = await press(visitor, connectionsPath, connectButton(provider));
  return walk(begun, account, decision);
}

export async function connect(visitor: HttpVisitor, provider: ProviderName, account: Account) {
  return visitor.follow(await reachConnect(visitor, provider, account));
}

/** The same for a confirmation of who is signed in, which leads to `returnTo`. */
export async function reachConfirm(
  visitor: HttpVisitor,
  provider: ProviderName,
  account: Account,
  { returnTo = "/account/data/delete", decision = "allow" as Decision } = {},
): Promise<URL> {
  const begun = await press(visitor, confirmPath(returnTo), continueWith(provider));
  return walk(begun, account, decision);
}

export async function confirm(
  visitor: HttpVisitor,
  provider: ProviderName,
  account: Account,
  returnTo?: string,
) {
  return visitor.follow(
    await reachConfirm(visitor, provider, account, returnTo ? { returnTo } : {}),
  );
}

/** Follows the redirect to a provider and goes through its pages, up to the callback's URL. */
export async function walk(begun: HttpResponse, account: Account, decision: Decision = "allow") {
  expect(begun.status).toBe(303);
  const url = begun.location ?? "";
  return new URL(await control.authorize({ url, account: account.id, decision }));
}

/** A user with one address at both providers, signed in with Google and with both connected. */
export async function withBoth(account?: Account) {
  const user = account ?? (await control.createAccount({ google: {}, github: {} }));
  const visitor = await signedIn(user);
  await connect(visitor, "github", user);
  const ids = {
    google: await connectionId(visitor, "google"),
    github: await connectionId(visitor, "github"),
  };
  return { user, visitor, ids };
}

/** A signed-in user whose authentication is too old for actions that cannot be undone. */
export async function agedVisitor() {
  const user = await control.createAccount({ google: {} });
  const visitor = await signedIn(user);
  await ageSignIn(visitor);
  return { user, visitor, token: visitor.sessionToken() };
}

/** Whether a session token is still valid. */
export async function isAlive(token: string): Promise<boolean> {
  const bearer = new HttpVisitor();
  bearer.jar.set(sessionCookie, token);
  return (await bearer.sessionUser()) !== null;
}

/** Expects a redirect to this path. */
export function expectRedirect({ status, location }: HttpResponse, to: string): void {
  expect([status, location]).toEqual([303, to]);
}

/** The sign-in page to which a page that needs a session redirects. */
export const signInTo = (path: string) => `/sign-in?${new URLSearchParams({ callbackUrl: path })}`;

/** The headers that browsers add to a form from another site. */
export const fromAnotherSite = { origin: "https://evil.example", "sec-fetch-site": "cross-site" };

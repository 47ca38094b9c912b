import { Browser, expectResponse, findForm, type HtmlForm } from "./browser";

export const providerNames = { google: "Google", github: "GitHub" };
export type ProviderName = keyof typeof providerNames;

/** Signs in from a new browser: sign-in page, button, provider, callback. */
export async function signIn({ appUrl, user, provider }: SignIn): Promise<void> {
  const browser = new Browser(appUrl);
  const page = await browser.open(`${appUrl}/sign-in`);
  expectResponse(page, [200], "the page");
  const form = findForm(page.body, providerNames[provider]);
  await goThroughProvider(browser, { page: `${appUrl}/sign-in`, form, user });
  if (![...browser.cookies.keys()].some((name) => name.startsWith("authjs.session-token"))) {
    throw new Error("the callback set no session cookie");
  }
}

/**
 * Submits the sign-in form and follows the redirects up to the callback.
 * @returns the URL to which the callback redirects
 */
export async function goThroughProvider(
  browser: Browser,
  { page, form, user }: { page: string; form: HtmlForm; user: number },
): Promise<string> {
  const started = await browser.submit(page, form);
  expectResponse(started, [303], "the start");
  return authorize(browser, started.location, user);
}

/**
 * Has the provider sign the user in, and opens the callback.
 * @returns the URL to which the callback redirects
 */
export async function authorize(
  browser: Browser,
  authorizationUrl: string,
  user: number,
): Promise<string> {
  const authorization = new URL(authorizationUrl);
  authorization.searchParams.set("login_hint", String(user));
  const decided = await browser.open(authorization.href);
  expectResponse(decided, [303], "the provider");
  const finished = await browser.open(decided.location);
  expectResponse(finished, [302, 303], "the callback");
  return finished.location;
}

type SignIn = { appUrl: string; user: number; provider: ProviderName };

import { Browser, expectResponse, findForm } from "../scripts/load/browser";
import { goThroughProvider, providerNames } from "../scripts/load/visitor";
import { type Flows, openHome, providerOf } from "./flows";

/** The forms of Foyer and of the app that Auth.js documents, which need no JavaScript. */
export class FormFlows implements Flows {
  readonly sessionCookies = ["authjs.session-token"];
  /** The HTML of the page with the sign-in buttons, opened once. */
  #signedOutPage: Promise<string> | null = null;

  constructor(readonly url: string) {}

  async signIn(browser: Browser, user: number): Promise<void> {
    this.#signedOutPage ??= new Browser(this.url).open(`${this.url}/`).then(({ body }) => body);
    const form = findForm(await this.#signedOutPage, providerNames[providerOf(user)]);
    await goThroughProvider(browser, { page: `${this.url}/`, form, user });
    await openHome(browser);
  }

  async signOut(browser: Browser): Promise<void> {
    const form = findForm(await openHome(browser), "Sign out");
    expectResponse(await browser.submit(`${this.url}/`, form), [303], "the sign-out");
  }
}

import { Browser, expectResponse, fieldsOf } from "../scripts/load/browser";
import { goThroughProvider, type ProviderName, providerNames } from "../scripts/load/visitor";

/** What users do in one app, over HTTP. */
export class Flows {
  readonly #fields = new Map<ProviderName, [string, string][]>();
  readonly #home: string;

  constructor(readonly url: string) {
    this.#home = `${url}/`;
  }

  /** Reads the form fields of the home page's sign-in buttons. */
  async prepare(): Promise<void> {
    const page = await new Browser(this.url).open(this.#home);
    for (const provider of ["google", "github"] as const) {
      this.#fields.set(provider, fieldsOf(page.body, providerNames[provider]));
    }
  }

  /** A complete sign-in: start, callback, landing page. */
  async signIn(browser: Browser, user: number): Promise<void> {
    const fields = this.#fields.get(providerOf(user)) ?? [];
    await goThroughProvider(browser, { page: this.#home, fields, user });
    await this.openHome(browser);
  }

  /** Opens the home page of a signed-in user. */
  async openHome(browser: Browser): Promise<string> {
    const page = await browser.open(this.#home);
    expectResponse(page, [200], "the home page");
    if (!page.body.includes("Sign out")) throw new Error("the home page shows no signed-in user");
    return page.body;
  }

  async signOut(browser: Browser): Promise<void> {
    const fields = fieldsOf(await this.openHome(browser), "Sign out");
    expectResponse(await browser.submit(this.#home, fields), [303], "the sign-out");
  }
}

/** Each provider gets half of the users, so that no account links by an address of the other. */
export function providerOf(user: number): ProviderName {
  return user % 2 === 0 ? "google" : "github";
}

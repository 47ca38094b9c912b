import { Browser, expectResponse, fieldsOf } from "../scripts/load/browser";
import { goThroughProvider, type ProviderName, providerNames } from "../scripts/load/visitor";

/** What a visitor does at one app. */
export class Flows {
  readonly #fields = new Map<ProviderName, [string, string][]>();
  readonly #home: string;

  constructor(readonly url: string) {
    this.#home = `${url}/`;
  }

  /** Learns what the buttons of the home page send. */
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

  /** The home page of somebody who is signed in. */
  async openHome(browser: Browser): Promise<string> {
    const page = await browser.open(this.#home);
    expectResponse(page, [200], "the home page");
    if (!page.body.includes("Sign out")) throw new Error("nobody is signed in on the home page");
    return page.body;
  }

  async signOut(browser: Browser): Promise<void> {
    const fields = fieldsOf(await this.openHome(browser), "Sign out");
    expectResponse(await browser.submit(this.#home, fields), [303], "the sign-out");
  }
}

/** Half of the people come by each, so that nobody is known by an address of the other. */
export function providerOf(user: number): ProviderName {
  return user % 2 === 0 ? "google" : "github";
}

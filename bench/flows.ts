import { Browser, expectResponse, findForm, type HtmlForm } from "../scripts/load/browser";
import { goThroughProvider, type ProviderName, providerNames } from "../scripts/load/visitor";

/** What users do in one app, over HTTP. */
export class Flows {
  readonly #forms = new Map<ProviderName, HtmlForm>();
  readonly #home: string;

  constructor(readonly url: string) {
    this.#home = `${url}/`;
  }

  /** Reads the forms of the home page's sign-in buttons. */
  async prepare(): Promise<void> {
    const page = await new Browser(this.url).open(this.#home);
    for (const provider of ["google", "github"] as const) {
      this.#forms.set(provider, findForm(page.body, providerNames[provider]));
    }
  }

  /** A complete sign-in: start, callback, landing page. */
  async signIn(browser: Browser, user: number): Promise<void> {
    const form = this.#forms.get(providerOf(user));
    if (!form) throw new Error("call prepare() first: the forms are unknown");
    await goThroughProvider(browser, { page: this.#home, form, user });
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
    const form = findForm(await this.openHome(browser), "Sign out");
    expectResponse(await browser.submit(this.#home, form), [303], "the sign-out");
  }
}

/** Each provider gets half of the users, so that no account links by an address of the other. */
export function providerOf(user: number): ProviderName {
  return user % 2 === 0 ? "google" : "github";
}

import { Browser } from "../scripts/load/browser";
import type { ProviderName } from "../scripts/load/visitor";
import type { RunningApp } from "./contestant";
import { Journeys, providerOf } from "./journeys";

const sessionCookie = "authjs.session-token";
/** More than there are clients, so that nobody is at two places at once. */
const regularCount = 64;
/** Whoever is new has a higher number. */
const firstNewcomer = 10_000_000;

type Regular = { person: number; browser: Browser };

/** Those who use one app: people who come back, and people who are new. */
export class Visitors {
  readonly #journeys: Journeys;
  readonly #regulars: Regular[] = [];
  #turn = 0;
  #newcomer = firstNewcomer;

  constructor(readonly app: RunningApp) {
    this.#journeys = new Journeys(app.url);
  }

  /** Has the people who come back sign in for the first time. */
  async prepare(): Promise<void> {
    await this.#journeys.prepare();
    for (let person = 1; person <= regularCount; person += 1) {
      const browser = new Browser(this.app.url);
      await this.#journeys.signIn(browser, person);
      this.#regulars.push({ person, browser });
    }
  }

  async openPage(): Promise<void> {
    await this.#journeys.openHome(this.#nextRegular().browser);
  }

  /** A sign-in of somebody who comes back. */
  async comeBack(provider?: ProviderName): Promise<void> {
    const { person, browser } = this.#nextRegular(provider);
    browser.cookies.delete(sessionCookie);
    await this.#journeys.signIn(browser, person);
  }

  /** A sign-in of somebody who is new, in a browser that is new. */
  async comeFirst(provider?: ProviderName): Promise<void> {
    do this.#newcomer += 1;
    while (provider && providerOf(this.#newcomer) !== provider);
    await this.#journeys.signIn(new Browser(this.app.url), this.#newcomer);
  }

  /** The last thing that these visitors do: whoever has left does not come back. */
  async leave(): Promise<void> {
    const [regular] = this.#regulars.splice(0, 1);
    if (regular) await this.#journeys.signOut(regular.browser);
  }

  #nextRegular(provider?: ProviderName): Regular {
    for (;;) {
      this.#turn += 1;
      const regular = this.#regulars[this.#turn % this.#regulars.length];
      if (!regular) throw new Error("nobody has been signed in yet");
      if (!provider || providerOf(regular.person) === provider) return regular;
    }
  }
}

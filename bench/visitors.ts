import { Browser } from "../scripts/load/browser";
import type { ProviderName } from "../scripts/load/visitor";
import type { RunningApp } from "./bench-app";
import { Flows, providerOf } from "./flows";

const sessionCookie = "authjs.session-token";
/** More than there are clients, so that nobody is at two places at once. */
const regularCount = 64;
/** Whoever is new has a higher number. */
const firstNewUser = 10_000_000;

type Regular = { user: number; browser: Browser };

/** Those who use one app: people who come back, and people who are new. */
export class Visitors {
  readonly #journeys: Flows;
  readonly #regulars: Regular[] = [];
  #turn = 0;
  #newcomer = firstNewUser;

  constructor(readonly app: RunningApp) {
    this.#journeys = new Flows(app.url);
  }

  /** Has the people who come back sign in for the first time. */
  async prepare(): Promise<void> {
    await this.#journeys.prepare();
    for (let user = 1; user <= regularCount; user += 1) {
      const browser = new Browser(this.app.url);
      await this.#journeys.signIn(browser, user);
      this.#regulars.push({ user, browser });
    }
  }

  async openPage(): Promise<void> {
    await this.#journeys.openHome(this.#nextRegular().browser);
  }

  /** A sign-in of somebody who comes back. */
  async comeBack(provider?: ProviderName): Promise<void> {
    const { user, browser } = this.#nextRegular(provider);
    browser.cookies.delete(sessionCookie);
    await this.#journeys.signIn(browser, user);
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
      if (!provider || providerOf(regular.user) === provider) return regular;
    }
  }
}

import { Browser } from "../scripts/load/browser";
import type { ProviderName } from "../scripts/load/visitor";
import type { RunningApp } from "./bench-app";
import { type Flows, openSignedIn, providerOf } from "./flows";

/** More than the concurrent clients, so that no user signs in twice at once. */
const regularCount = 64;
/** New users have higher numbers. */
const firstNewUser = 10_000_000;

type Regular = { user: number; browser: Browser };

/** Users of one app: returning ones, and new ones. */
export class Visitors {
  readonly #regulars: Regular[] = [];
  #turn = 0;
  #lastNewUser = firstNewUser;

  constructor(
    readonly app: RunningApp,
    readonly flows: Flows,
  ) {}

  /** Signs the returning users in for the first time. */
  async prepare(): Promise<void> {
    for (let user = 1; user <= regularCount; user += 1) {
      const browser = new Browser(this.app.url);
      await this.flows.signIn(browser, user);
      this.#regulars.push({ user, browser });
    }
  }

  async openPage(path = "/"): Promise<void> {
    await openSignedIn(this.#nextRegular().browser, path);
  }

  /** Signs a returning user in, on a known device. */
  async signInReturning(provider?: ProviderName): Promise<void> {
    const { user, browser } = this.#nextRegular(provider);
    for (const name of [...browser.cookies.keys()]) {
      if (this.flows.sessionCookies.some((cookie) => name.startsWith(cookie)))
        browser.cookies.delete(name);
    }
    await this.flows.signIn(browser, user);
  }

  /** Signs a new user in, on a new device. */
  async signInNew(provider?: ProviderName): Promise<void> {
    do this.#lastNewUser += 1;
    while (provider && providerOf(this.#lastNewUser) !== provider);
    await this.flows.signIn(new Browser(this.app.url), this.#lastNewUser);
  }

  /** Signs a returning user out for good. Call it last. */
  async signOut(): Promise<void> {
    const [regular] = this.#regulars.splice(0, 1);
    if (regular) await this.flows.signOut(regular.browser);
  }

  #nextRegular(provider?: ProviderName): Regular {
    for (;;) {
      this.#turn += 1;
      const regular = this.#regulars[this.#turn % this.#regulars.length];
      if (!regular) throw new Error("call prepare() first: no user has signed in yet");
      if (!provider || providerOf(regular.user) === provider) return regular;
    }
  }
}

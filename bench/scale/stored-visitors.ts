import { Browser } from "../../scripts/load/browser";
import type { RunningApp } from "../bench-app";
import { openHome } from "../flows";
import { FormFlows } from "../form-flows";
import { deviceTokenOf, sessionsPerUser, sessionTokenOf } from "./stored-user";

/** Cookies of an app on localhost are named after its port. */
const cookieName = (name: string, { url }: RunningApp) => `${name}.${new URL(url).port}`;

/** The number of even-numbered users in the smallest database. */
const visitorCount = 500;

/**
 * A sample of the users in a filled database, spread evenly. Its size is the same for a large
 * database as for a small one, because a user's first visit in a while also writes to the database.
 */
export class StoredVisitors {
  readonly #flows: FormFlows;
  #lastNewUser: number;

  constructor(
    readonly app: RunningApp,
    readonly users: number,
  ) {
    this.#flows = new FormFlows(app.url);
    this.#lastNewUser = users + 10_000_000;
  }

  async openPage(): Promise<void> {
    const browser = new Browser(this.app.url);
    browser.cookies.set(
      cookieName("authjs.session-token", this.app),
      sessionTokenOf(this.#pickUser(), randomUpTo(sessionsPerUser)),
    );
    await openHome(browser);
  }

  /** Signs a stored user in, on a known device. */
  async signInReturning(): Promise<void> {
    const user = this.#pickUser();
    const browser = new Browser(this.app.url);
    browser.cookies.set(cookieName("foyer.device", this.app), deviceTokenOf(user, 1));
    await this.#flows.signIn(browser, user);
  }

  async signInNew(): Promise<void> {
    this.#lastNewUser += 1;
    await this.#flows.signIn(new Browser(this.app.url), this.#lastNewUser);
  }

  /** Picks an even-numbered user, who uses Google, but none with an unanswered new sign-in. */
  #pickUser(): number {
    const user = 2 * Math.floor((randomUpTo(visitorCount) * this.users) / visitorCount / 2);
    return user % 10 === 0 ? user - 2 : user;
  }
}

function randomUpTo(count: number): number {
  return 1 + Math.floor(Math.random() * count);
}

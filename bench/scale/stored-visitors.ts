import { Browser } from "../../scripts/load/browser";
import type { RunningApp } from "../bench-app";
import { Flows } from "../flows";
import { deviceTokenOf, sessionsPerUser, sessionTokenOf } from "./stored-user";

const sessionCookie = "authjs.session-token";
const deviceCookie = "foyer.device";

/** As many as the smallest database has of even number. */
const visitorCount = 500;

/**
 * Some of the people with whom a database has been filled, spread over all of them: as many in a
 * large one as in a small one, since the first visit in a while is also noted.
 */
export class StoredVisitors {
  readonly #journeys: Flows;
  #newcomer: number;

  constructor(
    readonly app: RunningApp,
    readonly users: number,
  ) {
    this.#journeys = new Flows(app.url);
    this.#newcomer = users + 10_000_000;
  }

  prepare(): Promise<void> {
    return this.#journeys.prepare();
  }

  async openPage(): Promise<void> {
    const browser = new Browser(this.app.url);
    browser.cookies.set(sessionCookie, sessionTokenOf(this.#anybody(), any(sessionsPerUser)));
    await this.#journeys.openHome(browser);
  }

  /** A sign-in of somebody who comes back, in a browser that is known. */
  async comeBack(): Promise<void> {
    const user = this.#anybody();
    const browser = new Browser(this.app.url);
    browser.cookies.set(deviceCookie, deviceTokenOf(user, 1));
    await this.#journeys.signIn(browser, user);
  }

  async comeFirst(): Promise<void> {
    this.#newcomer += 1;
    await this.#journeys.signIn(new Browser(this.app.url), this.#newcomer);
  }

  /** Of even number, who come by Google, and none of the tenth who have a new sign-in to answer for. */
  #anybody(): number {
    const user = 2 * Math.floor((any(visitorCount) * this.users) / visitorCount / 2);
    return user % 10 === 0 ? user - 2 : user;
  }
}

function any(count: number): number {
  return 1 + Math.floor(Math.random() * count);
}

import { Browser } from "../../scripts/load/browser";
import type { RunningApp } from "../contestant";
import { Journeys } from "../journeys";
import { deviceTokenOf, sessionsPerPerson, sessionTokenOf } from "./stored-person";

const sessionCookie = "authjs.session-token";
const deviceCookie = "foyer.device";

/** As many as the smallest database has of even number. */
const visitorCount = 500;

/**
 * Some of the people with whom a database has been filled, spread over all of them: as many in a
 * large one as in a small one, since the first visit in a while is also noted.
 */
export class StoredVisitors {
  readonly #journeys: Journeys;
  #newcomer: number;

  constructor(
    readonly app: RunningApp,
    readonly people: number,
  ) {
    this.#journeys = new Journeys(app.url);
    this.#newcomer = people + 10_000_000;
  }

  prepare(): Promise<void> {
    return this.#journeys.prepare();
  }

  async openPage(): Promise<void> {
    const browser = new Browser(this.app.url);
    browser.cookies.set(sessionCookie, sessionTokenOf(this.#anybody(), any(sessionsPerPerson)));
    await this.#journeys.openHome(browser);
  }

  /** A sign-in of somebody who comes back, in a browser that is known. */
  async comeBack(): Promise<void> {
    const person = this.#anybody();
    const browser = new Browser(this.app.url);
    browser.cookies.set(deviceCookie, deviceTokenOf(person, 1));
    await this.#journeys.signIn(browser, person);
  }

  async comeFirst(): Promise<void> {
    this.#newcomer += 1;
    await this.#journeys.signIn(new Browser(this.app.url), this.#newcomer);
  }

  /** Of even number, who come by Google, and none of the tenth who have a new sign-in to answer for. */
  #anybody(): number {
    const person = 2 * Math.floor((any(visitorCount) * this.people) / visitorCount / 2);
    return person % 10 === 0 ? person - 2 : person;
  }
}

function any(count: number): number {
  return 1 + Math.floor(Math.random() * count);
}

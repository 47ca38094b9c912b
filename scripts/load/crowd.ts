import { performance } from "node:perf_hooks";
import { burst } from "./burst";
import { type ProviderName, signIn } from "./visitor";

/** Visitors who sign in, and what of that must then be in the database. */
export class Crowd {
  readonly errors = new Map<string, number>();
  readonly milliseconds: number[] = [];
  /** Whom every provider has named. */
  readonly accounts = new Set<string>();
  readonly #inside: number[] = [];
  #people = 0;
  done = 0;

  constructor(readonly appUrl: string) {}

  get users(): number {
    return this.#people;
  }

  /** One sign-in: every other one, by turns, of somebody who is new. */
  async signInOne(): Promise<void> {
    const user = this.#choose();
    const provider: ProviderName = Math.random() < 0.5 ? "google" : "github";
    const begun = performance.now();
    try {
      await signIn({ appUrl: this.appUrl, user, provider });
      this.accounts.add(`${provider} ${user}`);
      this.#inside.push(user);
      this.milliseconds.push(performance.now() - begun);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.errors.set(message, (this.errors.get(message) ?? 0) + 1);
    }
    this.done += 1;
  }

  /** Signs in so often, with so many at once; the first ones all start together. */
  signInMany(total: number, atOnce: number): Promise<void> {
    return burst(total, atOnce, () => this.signInOne());
  }

  #turn = 0;

  #choose(): number {
    this.#turn += 1;
    const known = this.#inside[Math.floor(Math.random() * this.#inside.length)];
    if (this.#turn % 2 === 0 && known !== undefined) return known;
    this.#people += 1;
    return this.#people;
  }
}

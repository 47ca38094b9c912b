import { performance } from "node:perf_hooks";
import { burst } from "./burst";
import { type ProviderName, signIn } from "./visitor";

/** Signs users in, and counts what the database must contain afterwards. */
export class Crowd {
  readonly errors = new Map<string, number>();
  readonly milliseconds: number[] = [];
  /** Accounts that have signed in, as "provider user". */
  readonly accounts = new Set<string>();
  readonly #signedIn: number[] = [];
  #users = 0;
  done = 0;

  constructor(readonly appUrl: string) {}

  get users(): number {
    return this.#users;
  }

  /** Signs in alternately a new user and one who has signed in before. */
  async signInOne(): Promise<void> {
    const user = this.#chooseUser();
    const provider: ProviderName = Math.random() < 0.5 ? "google" : "github";
    const begun = performance.now();
    try {
      await signIn({ appUrl: this.appUrl, user, provider });
      this.accounts.add(`${provider} ${user}`);
      this.#signedIn.push(user);
      this.milliseconds.push(performance.now() - begun);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      this.errors.set(message, (this.errors.get(message) ?? 0) + 1);
    }
    this.done += 1;
  }

  /** Makes `total` sign-ins, `atOnce` at a time. The first ones all start together. */
  signInMany(total: number, atOnce: number): Promise<void> {
    return burst(total, atOnce, () => this.signInOne());
  }

  #turn = 0;

  #chooseUser(): number {
    this.#turn += 1;
    const known = this.#signedIn[Math.floor(Math.random() * this.#signedIn.length)];
    if (this.#turn % 2 === 0 && known !== undefined) return known;
    this.#users += 1;
    return this.#users;
  }
}

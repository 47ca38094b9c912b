import "server-only";
import {
  completeSignIn,
  type FirstStep,
  signInOrDecide,
} from "@/lib/auth/linking/complete-sign-in";
import type { LinkDecision } from "@/lib/auth/linking/link-policy";
import type { SignInOutcome, VerifiedSignIn } from "@/lib/auth/linking/verified-sign-in";
import type { Claims } from "@/lib/auth/providers/claims";

/** A row that Auth.js asks its adapter to write. */
type Write = "user" | "account";

/**
 * The rows that Auth.js must have asked for before it opens the session. Decisions that are missing
 * here open none: Auth.js is told to stop, and the commit follows without it.
 */
const expectedWrites: Partial<Record<LinkDecision["kind"], Write[]>> = {
  "sign-in": [],
  link: ["account"],
  recover: ["account"],
  create: ["user", "account"],
};

/** No callback asks for a fresh session, so none is refused as stale. */
export type CallbackOutcome = Exclude<SignInOutcome, { kind: "stale" }>;

/**
 * The database work of one callback. By itself, Auth.js would look the user up, create them, link
 * the account and open the session in separate statements (`handleLoginOrRegister` in @auth/core,
 * lib/actions/callback/handle-login.js). A crash in between would lock the user out for good, and of
 * two first sign-ins at once one would fail. Here one query serves all of its lookups, its writes are
 * staged, and `commit` makes all of them or none. Only a returning user's session, the one row that
 * their sign-in adds, is opened by the lookup itself: see `signInOrDecide`.
 *
 * It holds state, since Auth.js calls it back piece by piece. It lives for one call of `redeemCode`,
 * which returns the outcome.
 */
export class UnitOfWork {
  readonly #request: Omit<VerifiedSignIn, "claims">;
  #claims: Claims | undefined;
  #step: Promise<FirstStep> | undefined;
  readonly #staged: Write[] = [];
  #outcome: CallbackOutcome | undefined;

  constructor(request: Omit<VerifiedSignIn, "claims">) {
    this.#request = request;
  }

  /** To be called before all else. */
  setClaims(claims: Claims): void {
    this.#claims = claims;
  }

  get hasClaims(): boolean {
    return this.#claims !== undefined;
  }

  /** Id of the user who has the account; a returning user is signed in by now. */
  async accountOwner(): Promise<string | null> {
    const step = await this.#firstStep();
    return step.kind === "signed-in" ? step.completed.userId : step.accountOwner;
  }

  /** Id of the user to whom the link policy connects the account: by its address, or a recovery link. */
  async addressOwner(): Promise<string | null> {
    const step = await this.#firstStep();
    if (step.kind === "signed-in") return null;
    const { decision } = step;
    return decision.kind === "link" || decision.kind === "recover" ? decision.userId : null;
  }

  /** Whether Auth.js is to open a session: not for connecting, reauthenticating or a refusal. */
  async opensSession(): Promise<boolean> {
    return (await this.#expectedWrites()) !== undefined;
  }

  stage(write: Write): void {
    this.#staged.push(write);
  }

  /**
   * Carries out what the link policy decided, in one transaction.
   * @throws Error if Auth.js asked for other rows than that needs; then this writes nothing
   */
  async commit(): Promise<CallbackOutcome> {
    const expected = (await this.#expectedWrites()) ?? [];
    if (String(expected) !== String(this.#staged)) {
      throw new Error(`Auth.js asked to write [${this.#staged}] in place of [${expected}]`);
    }
    const outcome = await completeSignIn(this.#signIn, await this.#firstStep());
    if (outcome.kind === "stale") throw new Error("a callback's session need not be fresh");
    this.#outcome = outcome;
    return outcome;
  }

  /** Null until `commit`. */
  get outcome(): CallbackOutcome | null {
    return this.#outcome ?? null;
  }

  get #signIn(): VerifiedSignIn {
    if (!this.#claims) throw new Error("Auth.js asked about a user before it had read the claims");
    return { ...this.#request, claims: this.#claims };
  }

  #firstStep(): Promise<FirstStep> {
    this.#step ??= signInOrDecide(this.#signIn);
    return this.#step;
  }

  async #expectedWrites(): Promise<Write[] | undefined> {
    const step = await this.#firstStep();
    return step.kind === "signed-in" ? [] : expectedWrites[step.decision.kind];
  }
}

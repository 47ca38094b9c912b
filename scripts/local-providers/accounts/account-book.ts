import { createHash, randomInt, randomUUID } from "node:crypto";
import type { ProviderName } from "../clients";
import { withPictures } from "../pictures";
import type { Account, GitHubAccount } from "./account";
import { accountMatches } from "./account";
import { github, google, primary, seedAccounts } from "./accounts";

/** All accounts of the local providers: seeded, typed into the chooser, or created by tests. */
export class AccountBook {
  readonly #accounts = new Map<string, Account>();

  /** @param base - where the pictures are */
  constructor(readonly base: string) {
    this.reset();
  }

  reset(): void {
    this.#accounts.clear();
    for (const account of seedAccounts) {
      this.#accounts.set(account.id, withPictures(structuredClone(account), this.base));
    }
  }

  get(id: string): Account | undefined {
    return this.#accounts.get(id);
  }

  at(provider: ProviderName): Account[] {
    return [...this.#accounts.values()].filter((account) => account[provider] !== undefined);
  }

  /** Finds the account by the `sub` claim, which is how oidc-provider identifies it. */
  bySubject(sub: string | undefined): Account | undefined {
    return this.at("google").find((account) => account.google?.sub === sub);
  }

  find(provider: ProviderName, hint: string): Account | undefined {
    return this.at(provider).find((account) => accountMatches(account, provider, hint));
  }

  /** Creates a user for one test. Fields missing from the draft get plausible, unique values. */
  create(draft: AccountDraft): Account {
    const id = `person-${randomUUID()}`;
    const user = testUser(id, `${id}@example.com`, "Test Person", randomInt(2 ** 40));
    // As at the real GitHub. The number is far above its own, so no one's picture is shown.
    const avatar_url = `https://avatars.githubusercontent.com/u/${user.github.user.id}?v=4`;
    Object.assign(user.github.user, { avatar_url });
    const account: Account = { id };
    if (draft.google) account.google = { ...user.google, ...draft.google } as Account["google"];
    if (draft.github) account.github = mergeGitHub(user.github, draft.github);
    this.#accounts.set(id, withoutNullClaims(account));
    return account;
  }

  /** Changes what a provider says about a user. Null removes a Google claim. */
  change(id: string, draft: AccountDraft): Account | undefined {
    const account = this.#accounts.get(id);
    if (!account) return undefined;
    if (draft.google) account.google = { ...account.google, ...draft.google } as Account["google"];
    if (draft.github) account.github = mergeGitHub(account.github, draft.github);
    return withoutNullClaims(account);
  }

  /**
   * Finds the account with this address at a provider, or creates one with it at both providers.
   */
  findOrCreate(provider: ProviderName, name: string, address: string): Account {
    const known = this.find(provider, address);
    if (known) return known;
    // Derived from the address, so that a restart yields the same account.
    const digest = createHash("sha256").update(address.toLowerCase()).digest();
    const id = `typed-${digest.toString("hex", 0, 8)}`;
    const user = testUser(id, address, name || address, digest.readUIntBE(0, 5));
    const account = withPictures(user, this.base);
    this.#accounts.set(id, account);
    return account;
  }
}

/** The fields that a test sets when it creates or changes a user. */
export type AccountDraft = {
  google?: Record<string, unknown> | undefined;
  github?: { user?: Record<string, unknown> | undefined; emails?: unknown } | undefined;
};

function testUser(id: string, email: string, name: string, number: number) {
  const login = id.replace(/[^a-z0-9-]/gi, "-").slice(0, 39);
  return {
    id,
    google: google(`2${String(number).padStart(20, "0")}`, name, email),
    github: github(91_000_000_000 + number, login, name, [primary(email)]),
  };
}

function mergeGitHub(
  known: GitHubAccount | undefined,
  draft: NonNullable<AccountDraft["github"]>,
): GitHubAccount {
  const user = { ...known?.user, ...draft.user } as GitHubAccount["user"];
  return { user, emails: "emails" in draft ? draft.emails : (known?.emails ?? []) };
}

function withoutNullClaims(account: Account): Account {
  for (const [claim, value] of Object.entries(account.google ?? {})) {
    if (value === null && account.google) delete account.google[claim];
  }
  return account;
}

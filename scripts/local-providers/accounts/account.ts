/** One person, who may exist at Google, at GitHub, or at both. */
export type Account = {
  id: string;
  google?: GoogleClaims;
  github?: GitHubAccount;
};

/** What Google says of the person. Tests may put wrong types here, so every value is `unknown`. */
type GoogleClaims = { sub: string } & Record<string, unknown>;

/** `user` answers `GET /user` and `emails` answers `GET /user/emails`, as they are. */
export type GitHubAccount = {
  user: { id: number; login: string } & Record<string, unknown>;
  emails: unknown;
};

export type GitHubEmail = {
  email: string;
  primary: boolean;
  verified: boolean;
  visibility: "public" | "private" | null;
};

/** What a provider's pages show of an account; only GitHub has handles. */
export function accountLabel(account: Account, provider: "google" | "github") {
  if (provider === "google") {
    return { name: text(account.google?.name), handle: "", address: text(account.google?.email) };
  }
  const login = text(account.github?.user.login);
  const emails = Array.isArray(account.github?.emails) ? account.github.emails : [];
  const primary = emails.find((entry: Partial<GitHubEmail>) => entry?.primary) ?? emails[0];
  return {
    name: text(account.github?.user.name),
    handle: login,
    address: text(primary?.email) || "no e-mail address",
  };
}

/** Whether an address, or a GitHub login, is this account's at the provider. */
export function accountMatches(
  account: Account,
  provider: "google" | "github",
  hint: string,
): boolean {
  const wanted = hint.trim().toLowerCase();
  if (provider === "google") return text(account.google?.email).toLowerCase() === wanted;
  if (text(account.github?.user.login).toLowerCase() === wanted) return true;
  const emails = Array.isArray(account.github?.emails) ? account.github.emails : [];
  return emails.some((entry: Partial<GitHubEmail>) => text(entry?.email).toLowerCase() === wanted);
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

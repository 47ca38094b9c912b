/** One person's account at Google, at GitHub, or at both. */
export type Account = {
  id: string;
  /** What is special about it, in a few words; the chooser folds such accounts away. */
  edgeCase?: string;
  google?: GoogleClaims;
  github?: GitHubAccount;
};

/** Google's claims about the user. Tests may set values of the wrong type, so each is `unknown`. */
type GoogleClaims = { sub: string } & Record<string, unknown>;

/** The bodies of `GET /user` and `GET /user/emails`. */
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

/** What a provider's pages show for an account. Only GitHub has handles. */
export function accountLabel(account: Account, provider: "google" | "github") {
  if (provider === "google") {
    const { name, email, picture }: Record<string, unknown> = account.google ?? {};
    return { name: text(name), handle: "", address: text(email), picture: text(picture) };
  }
  const login = text(account.github?.user.login);
  const emails = Array.isArray(account.github?.emails) ? account.github.emails : [];
  const primary = emails.find((entry: Partial<GitHubEmail>) => entry?.primary) ?? emails[0];
  return {
    name: text(account.github?.user.name),
    handle: login,
    address: text(primary?.email) || "no email address",
    picture: text(account.github?.user.avatar_url),
  };
}

/** Whether the hint is the account's email address or GitHub login, in any letter case. */
export function accountMatches(
  account: Account,
  provider: "google" | "github",
  hint: string,
): boolean {
  const normalizedHint = hint.trim().toLowerCase();
  if (provider === "google") return text(account.google?.email).toLowerCase() === normalizedHint;
  if (text(account.github?.user.login).toLowerCase() === normalizedHint) return true;
  const emails = Array.isArray(account.github?.emails) ? account.github.emails : [];
  return emails.some(
    (entry: Partial<GitHubEmail>) => text(entry?.email).toLowerCase() === normalizedHint,
  );
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

import { randomBytes } from "node:crypto";
import { type Account, control, type ProviderName } from "./control";

/** A user with an account at Google and one at GitHub, made for one test. */
export type TestUser = {
  account: Account;
  address: string;
  /** The part of the address before the `@`. */
  username: string;
  /** The text by which each provider's account chooser identifies this user. */
  handles: Record<ProviderName, string>;
};

type UserFacts = {
  username?: string;
  google?: Record<string, unknown>;
  githubUser?: Record<string, unknown>;
  githubEmails?: unknown;
};

/** Makes a user with one verified address at both providers, unless the facts say otherwise. */
export async function makeTestUser(facts: UserFacts = {}): Promise<TestUser> {
  const username = `${facts.username ?? "visitor"}-${randomBytes(4).toString("hex")}`;
  const address = `${username}@example.com`;
  const account = await control.createAccount({
    google: { email: address, ...facts.google },
    github: {
      user: { login: username, ...facts.githubUser },
      emails: facts.githubEmails ?? verified(address),
    },
  });
  const handles = { google: account.google?.email ?? address, github: username };
  return { account, address, username, handles };
}

/** The GitHub addresses of a user with one verified address. */
export function verified(address: string) {
  return [{ email: address, primary: true, verified: true, visibility: "private" }];
}

/** The GitHub addresses of a user who has not verified their address. */
export function unverified(address: string) {
  return [{ email: address, primary: true, verified: false, visibility: "private" }];
}

/** Google's claims for a user without a name or picture. */
export const nameless = { name: null, given_name: null, family_name: null, picture: null };

export const uniqueAddress = () => `user-${crypto.randomUUID()}@example.com`;

import "server-only";
import { type Claims, toClaims } from "@/lib/auth/claims";
import { readGitHubClaims } from "@/lib/auth/github-user";
import { githubMark, googleMark } from "@/lib/auth/provider-marks";
import type { OfferedProvider } from "@/lib/auth/provider-types";
import { discoverMetadata, type ServerMetadata } from "@/lib/auth/server-metadata";
import { recentSignInSeconds } from "@/lib/auth/session-lifetime";
import { env } from "@/lib/env";

type Common = OfferedProvider & {
  clientId: string;
  clientSecret: string;
  /** The least that shows who somebody is, separated by spaces. */
  scope: string;
  metadata: () => Promise<ServerMetadata>;
  /** Parameters upon which it asks which account to use. */
  chooseAccount: Record<string, string>;
  /** Parameters upon which it asks, as strictly as it can be made to, whether it is still them. */
  confirm: (address: string) => Record<string, string>;
  /** For one that then says when it last asked: how long ago that may be. */
  maxAuthenticationAgeSeconds?: number;
  /** What a visitor without a verified address does about it at the provider. */
  verifiedAddressHelp: string;
};

/** The ID Token says who it is; its signature and nonce are checked before `claims` sees it. */
export type OpenIdProvider = Common & {
  protocol: "oidc";
  claims: (idToken: Record<string, unknown>) => Claims;
};

/** The access token is used once, to ask the provider's own API who it is. */
export type OAuthProvider = Common & {
  protocol: "oauth";
  claims: (
    accessToken: string,
    fetch: (url: string, init: RequestInit) => Promise<Response>,
  ) => Promise<Claims>;
};

export type Provider = OpenIdProvider | OAuthProvider;

/** https://accounts.google.com/.well-known/openid-configuration, without the call. */
const googleMetadata: ServerMetadata = {
  issuer: "https://accounts.google.com",
  authorization_endpoint: "https://accounts.google.com/o/oauth2/v2/auth",
  token_endpoint: "https://oauth2.googleapis.com/token",
  jwks_uri: "https://www.googleapis.com/oauth2/v3/certs",
};

/** https://developers.google.com/identity/openid-connect/openid-connect */
function google(): Provider | null {
  const { AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET, AUTH_GOOGLE_ISSUER } = env();
  if (!AUTH_GOOGLE_ID || !AUTH_GOOGLE_SECRET) return null;
  const issuer = AUTH_GOOGLE_ISSUER ?? googleMetadata.issuer;
  const isGoogle = issuer === googleMetadata.issuer;
  return {
    id: "google",
    name: "Google",
    mark: googleMark,
    protocol: "oidc",
    clientId: AUTH_GOOGLE_ID,
    clientSecret: AUTH_GOOGLE_SECRET,
    scope: "openid email profile",
    metadata: async () => (isGoogle ? googleMetadata : discoverMetadata(issuer)),
    chooseAccount: { prompt: "select_account" },
    ...(isGoogle ? googleConfirmation : openIdConfirmation),
    verifiedAddressHelp: "Open your Google Account, verify its e-mail address, then sign in again.",
    claims: ({ sub, email, email_verified, name, picture }) =>
      toClaims({ subject: sub, email, email_verified, name, picture }),
  };
}

/** Google knows no `max_age`, sends no `auth_time`, and refuses `prompt=login`. */
const googleConfirmation = {
  confirm: (address: string) => ({ prompt: "select_account", login_hint: address }),
};

/** OpenID Connect Core 1.0, section 3.1.2.1: any other issuer can be asked to sign them in anew. */
const openIdConfirmation = {
  confirm: (address: string) => ({
    prompt: "login",
    max_age: String(recentSignInSeconds),
    login_hint: address,
  }),
  maxAuthenticationAgeSeconds: recentSignInSeconds,
};

/**
 * https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 * `/user` answers with the public profile under any scope, so `read:user` is not asked for.
 */
function github(): Provider | null {
  const { AUTH_GITHUB_ID, AUTH_GITHUB_SECRET, AUTH_GITHUB_ENTERPRISE_URL: enterprise } = env();
  if (!AUTH_GITHUB_ID || !AUTH_GITHUB_SECRET) return null;
  const site = enterprise?.replace(/\/$/, "") ?? "https://github.com";
  const api = enterprise ? `${site}/api/v3` : "https://api.github.com";
  return {
    id: "github",
    name: "GitHub",
    mark: githubMark,
    protocol: "oauth",
    clientId: AUTH_GITHUB_ID,
    clientSecret: AUTH_GITHUB_SECRET,
    scope: "user:email",
    metadata: async () => ({
      issuer: `${site}/login/oauth`,
      authorization_endpoint: `${site}/login/oauth/authorize`,
      token_endpoint: `${site}/login/oauth/access_token`,
    }),
    chooseAccount: { prompt: "select_account" },
    confirm: () => ({ prompt: "select_account" }),
    verifiedAddressHelp:
      "Open Settings, Emails on GitHub, verify your primary e-mail address, then sign in again.",
    claims: (accessToken, fetch) => readGitHubClaims(api, accessToken, fetch),
  };
}

/** The table. A provider is one entry here and its two variables in `lib/env.ts`. */
const table = [google, github];

/** The providers that have a client id and secret, in the order of their buttons. */
export function configuredProviders(): Provider[] {
  return table.map((entry) => entry()).filter((provider) => provider !== null);
}

/** The configured provider with this id; null for anything else, whatever it is. */
export function findProvider(id: unknown): Provider | null {
  return configuredProviders().find((provider) => provider.id === id) ?? null;
}

/** What pages may know of the providers: no ids and secrets of ours. */
export function offeredProviders(): OfferedProvider[] {
  return configuredProviders().map(({ id, name, mark }) => ({ id, name, mark }));
}

/** A provider's name for people; one that is no longer configured keeps its id. */
export function providerName(id: string): string {
  return findProvider(id)?.name ?? id;
}

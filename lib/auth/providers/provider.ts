import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import type { ApiFetch } from "@/lib/auth/oauth/provider-fetch";
import type { Claims } from "@/lib/auth/providers/claims";
import type { UserinfoClaim } from "@/lib/auth/providers/complete-claims";
import type { Translator } from "@/lib/i18n/translator";

type Common = OfferedProvider & {
  /**
   * The server whose accounts these are, as it is set up here; stored with each account. On another
   * server, the same subject is someone else.
   */
  issuer: string;
  /** The variable that sets it, if there is one. */
  issuerVariable?: string;
  clientId: string;
  clientSecret: string;
  /** The fewest scopes that identify the user, separated by spaces. */
  scope: string;
  metadata: () => Promise<ServerMetadata>;
  /** Parameters that make the provider ask which account to use. */
  chooseAccount: Record<string, string>;
  /** Parameters that make the provider reauthenticate the user, as strictly as it can. */
  confirm: (address: string) => Record<string, string>;
  /** For a provider that then sends `auth_time`: how long ago that may be. */
  maxAuthenticationAgeSeconds?: number;
  /** The parameter for the language of its pages, if it isn't OpenID Connect's `ui_locales`. */
  languageParameter?: string;
  /** Whether it shows an error instead of its sign-in page to a browser inside another app. */
  refusesEmbeddedBrowsers?: boolean;
  /** Where its users change their password, if that has an address. */
  passwordPage?: string;
  /** What a visitor without a verified address can do about it at the provider. */
  verifiedAddressHelp: (t: Translator) => string;
};

/** The ID Token identifies the user; `claims` reads it after its signature and nonce are verified. */
export type OpenIdProvider = Common & {
  protocol: "oidc";
  /** Algorithms that may sign ID Tokens; by default the asymmetric ones of the metadata. */
  idTokenAlgorithms?: string[];
  /** What to ask the UserInfo endpoint for, if the ID Token lacks it. */
  userinfoClaims: readonly UserinfoClaim[];
  /** How to send the client secret, whatever the metadata says. */
  tokenAuth?: "basic" | "post" | null;
  claims: (idToken: Record<string, unknown>) => Claims;
};

/** The access token is used only to read the user from the provider's API, and is not stored. */
export type OAuthProvider = Common & {
  protocol: "oauth";
  claims: (accessToken: string, fetch: ApiFetch) => Promise<Claims>;
};

export type Provider = OpenIdProvider | OAuthProvider;

/** A provider's mark as SVG data, so that the table can name it without importing a component. */
export type ProviderMark = {
  viewBox: string;
  /** A path without `fill` takes the colour of the text around it. */
  paths: { d: string; fill?: string }[];
};

/** What a page needs to offer a provider. */
export type OfferedProvider = { id: string; name: string; mark: ProviderMark };

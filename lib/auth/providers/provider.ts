import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import type { ApiFetch } from "@/lib/auth/oauth/provider-fetch";
import type { Claims } from "@/lib/auth/providers/claims";

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
  /** How an ID Token may be signed; without it, in any way that its metadata names. */
  idTokenAlgorithms?: string[];
  /** Whether the UserInfo endpoint is asked for an address that the ID Token does not carry. */
  asksUserinfo?: boolean;
  claims: (idToken: Record<string, unknown>) => Claims;
};

/** The access token is used once, to ask the provider's own API who it is. */
export type OAuthProvider = Common & {
  protocol: "oauth";
  claims: (accessToken: string, fetch: ApiFetch) => Promise<Claims>;
};

export type Provider = OpenIdProvider | OAuthProvider;

/** A provider's mark as SVG data, so that the table can name it without importing a component. */
export type ProviderMark = {
  viewBox: string;
  /** A path without a fill takes the colour of the text around it. */
  paths: { d: string; fill?: string }[];
};

/** What a page needs to know to offer a provider. */
export type OfferedProvider = { id: string; name: string; mark: ProviderMark };

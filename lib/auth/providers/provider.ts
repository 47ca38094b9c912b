import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import type { OfferedProvider } from "@/lib/auth/provider-types";
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

export type ApiFetch = (url: string, init: RequestInit) => Promise<Response>;

export type Provider = OpenIdProvider | OAuthProvider;

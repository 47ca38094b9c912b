import "server-only";
import { discoverMetadata, type ServerMetadata } from "@/lib/auth/oauth/discovery";
import { type Claims, domainOf, standardClaims } from "@/lib/auth/providers/claims";
import type { Provider, ProviderMark } from "@/lib/auth/providers/provider";
import { openIdReauthentication } from "@/lib/auth/providers/reauthentication";
import { env } from "@/lib/env/env";

/** Copied from https://accounts.google.com/.well-known/openid-configuration, to save the call. */
const googleMetadata: ServerMetadata = {
  issuer: "https://accounts.google.com",
  authorization_endpoint: "https://accounts.google.com/o/oauth2/v2/auth",
  token_endpoint: "https://oauth2.googleapis.com/token",
  jwks_uri: "https://www.googleapis.com/oauth2/v3/certs",
  userinfo_endpoint: "https://openidconnect.googleapis.com/v1/userinfo",
};

/** https://developers.google.com/identity/openid-connect/openid-connect */
export function google(): Provider | null {
  const { AUTH_GOOGLE_ID, AUTH_GOOGLE_SECRET, AUTH_GOOGLE_ISSUER } = env();
  if (!AUTH_GOOGLE_ID || !AUTH_GOOGLE_SECRET) return null;
  const issuer = AUTH_GOOGLE_ISSUER ?? googleMetadata.issuer;
  const isGoogle = issuer === googleMetadata.issuer;
  return {
    id: "google",
    name: "Google",
    mark: googleMark,
    protocol: "oidc",
    issuer,
    issuerVariable: "AUTH_GOOGLE_ISSUER",
    clientId: AUTH_GOOGLE_ID,
    clientSecret: AUTH_GOOGLE_SECRET,
    scope: "openid email profile",
    metadata: async () => (isGoogle ? googleMetadata : discoverMetadata(issuer)),
    // Google signs with nothing else; allowing more would give an attacker more to try.
    idTokenAlgorithms: ["RS256"],
    // Not for a picture, which not every Google account has: each sign-in would wait for the call.
    userinfoClaims: ["email", "email_verified"],
    chooseAccount: { prompt: "select_account" },
    ...(isGoogle ? googleReauthentication : openIdReauthentication),
    ...(isGoogle && {
      languageParameter: "hl",
      // https://support.google.com/accounts/answer/41078
      passwordPage: "https://myaccount.google.com/security",
    }),
    // "disallowed_useragent": https://developers.google.com/identity/protocols/oauth2/policies#browsers
    refusesEmbeddedBrowsers: true,
    verifiedAddressHelp: (t) => t("providers.google.verifiedAddressHelp"),
    claims: readGoogleClaims,
  };
}

/** https://developers.google.com/identity/branding-guidelines: the four colours, unaltered. */
const googleMark: ProviderMark = {
  viewBox: "0 0 48 48",
  paths: [
    {
      fill: "#EA4335",
      d: "M24 9.5c3.54 0 6.71 1.22 9.21 3.6l6.85-6.85C35.9 2.38 30.47 0 24 0 14.62 0 6.51 5.38 2.56 13.22l7.98 6.19C12.43 13.72 17.74 9.5 24 9.5z",
    },
    {
      fill: "#4285F4",
      d: "M46.98 24.55c0-1.57-.15-3.09-.38-4.55H24v9.02h12.94c-.58 2.96-2.26 5.48-4.78 7.18l7.73 6c4.51-4.18 7.09-10.36 7.09-17.65z",
    },
    {
      fill: "#FBBC05",
      d: "M10.53 28.59c-.48-1.45-.76-2.99-.76-4.59s.27-3.14.76-4.59l-7.98-6.19C.92 16.46 0 20.12 0 24c0 3.88.92 7.54 2.56 10.78l7.97-6.19z",
    },
    {
      fill: "#34A853",
      d: "M24 48c6.48 0 11.93-2.13 15.89-5.81l-7.73-6c-2.15 1.45-4.92 2.3-8.16 2.3-6.26 0-11.57-4.22-13.47-9.91l-7.98 6.19C6.51 42.62 14.62 48 24 48z",
    },
  ],
};

/** Google does not support `max_age`, sends no `auth_time`, and rejects `prompt=login`. */
const googleReauthentication = {
  confirm: (address: string) => ({ prompt: "select_account", login_hint: address }),
};

const googleMailDomains = ["gmail.com", "googlemail.com"];

/**
 * Google runs Gmail and the domains of its Workspace customers, which it names in `hd`:
 * https://developers.google.com/identity/gsi/web/guides/verify-google-id-token
 * Of any other address it only knows that its owner verified it once.
 */
export function readGoogleClaims(idToken: Record<string, unknown>): Claims {
  const claims = standardClaims(idToken);
  const { email, email_verified } = claims;
  const isHosted = typeof idToken.hd === "string" && idToken.hd !== "";
  const isRunByGoogle = email !== null && (isHosted || googleMailDomains.includes(domainOf(email)));
  return { ...claims, email_authoritative: email_verified && isRunByGoogle };
}

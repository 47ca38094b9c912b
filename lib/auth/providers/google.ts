import "server-only";
import { discoverMetadata, type ServerMetadata } from "@/lib/auth/oauth/discovery";
import { type Claims, domainOf, standardClaims } from "@/lib/auth/providers/claims";
import { googleMark } from "@/lib/auth/providers/marks";
import type { Provider } from "@/lib/auth/providers/provider";
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
    ...(isGoogle && { languageParameter: "hl" }),
    // "disallowed_useragent": https://developers.google.com/identity/protocols/oauth2/policies#browsers
    refusesEmbeddedBrowsers: true,
    verifiedAddressHelp: (t) => t("providers.google.verifiedAddressHelp"),
    claims: readGoogleClaims,
  };
}

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

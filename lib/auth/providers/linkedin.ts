import "server-only";
import { linkedinMark } from "@/lib/auth/provider-marks";
import type { Provider } from "@/lib/auth/providers/provider";
import { standardClaims } from "@/lib/auth/providers/standard-claims";
import { discoverMetadata } from "@/lib/auth/server-metadata";
import { env } from "@/lib/env";

const issuer = "https://www.linkedin.com/oauth";

/**
 * https://learn.microsoft.com/linkedin/consumer/integrations/self-serve/sign-in-with-linkedin-v2
 * `email` and `email_verified` are optional there: nobody comes in without both.
 */
export function linkedin(): Provider | null {
  const { AUTH_LINKEDIN_ID, AUTH_LINKEDIN_SECRET } = env();
  if (!AUTH_LINKEDIN_ID || !AUTH_LINKEDIN_SECRET) return null;
  return {
    id: "linkedin",
    name: "LinkedIn",
    mark: linkedinMark,
    protocol: "oidc",
    clientId: AUTH_LINKEDIN_ID,
    clientSecret: AUTH_LINKEDIN_SECRET,
    scope: "openid email profile",
    // Its document does not say that the token endpoint takes the secret in the body alone.
    metadata: async () => ({
      ...(await discoverMetadata(issuer)),
      token_endpoint_auth_methods_supported: ["client_secret_post"],
    }),
    // It puts no nonce into its ID Tokens and refuses a code_verifier (docs/decisions/012).
    checks: ["state"],
    asksUserinfo: true,
    // It documents no parameter that would make it ask.
    chooseAccount: {},
    confirm: () => ({}),
    verifiedAddressHelp:
      "Open Settings, Sign in & security on LinkedIn, verify your primary e-mail address, then sign in again.",
    claims: standardClaims,
  };
}

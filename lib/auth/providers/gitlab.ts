import "server-only";
import { discoverMetadata } from "@/lib/auth/oauth/discovery";
import { standardClaims } from "@/lib/auth/providers/claims";
import { gitlabMark } from "@/lib/auth/providers/marks";
import type { Provider } from "@/lib/auth/providers/provider";
import { openIdReauthentication } from "@/lib/auth/providers/reauthentication";
import { env } from "@/lib/env/env";

/**
 * GitLab.com or a self-managed server. With the scope `email`, the ID Token has the primary
 * address, and `email_verified` says whether GitLab verified it.
 * https://docs.gitlab.com/integration/openid_connect_provider/
 */
export function gitlab(): Provider | null {
  const { AUTH_GITLAB_ID, AUTH_GITLAB_SECRET, AUTH_GITLAB_ISSUER } = env();
  if (!AUTH_GITLAB_ID || !AUTH_GITLAB_SECRET) return null;
  const issuer = AUTH_GITLAB_ISSUER?.replace(/\/$/, "") ?? "https://gitlab.com";
  return {
    id: "gitlab",
    name: "GitLab",
    mark: gitlabMark,
    protocol: "oidc",
    issuer,
    issuerVariable: "AUTH_GITLAB_ISSUER",
    clientId: AUTH_GITLAB_ID,
    clientSecret: AUTH_GITLAB_SECRET,
    scope: "openid email profile",
    metadata: () => discoverMetadata(issuer),
    userinfoClaims: ["email", "email_verified", "name", "picture"],
    // GitLab has no account chooser. For this value it signs its user out and asks who signs in.
    chooseAccount: { prompt: "login" },
    ...openIdReauthentication,
    verifiedAddressHelp: (t) => t("providers.gitlab.verifiedAddressHelp"),
    claims: standardClaims,
  };
}

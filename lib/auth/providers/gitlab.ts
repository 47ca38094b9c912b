import "server-only";
import { discoverMetadata } from "@/lib/auth/oauth/discovery";
import { standardClaims } from "@/lib/auth/providers/claims";
import type { Provider, ProviderMark } from "@/lib/auth/providers/provider";
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
    // https://docs.gitlab.com/user/profile/user_passwords/
    passwordPage: `${issuer}/-/user_settings/password/edit`,
    verifiedAddressHelp: (t) => t("providers.gitlab.verifiedAddressHelp"),
    claims: standardClaims,
  };
}

/** https://about.gitlab.com/press/press-kit: the tanuki in its own colours. */
const gitlabMark: ProviderMark = {
  viewBox: "0 0 25 24",
  paths: [
    {
      fill: "#E24329",
      d: "M24.507 9.5l-.034-.09L21.082.562a.896.896 0 00-1.694.091l-2.29 7.01H7.825L5.535.653a.898.898 0 00-1.694-.09L.451 9.411.416 9.5a6.297 6.297 0 002.09 7.278l.012.01.03.022 5.16 3.867 2.56 1.935 1.554 1.176a1.051 1.051 0 001.268 0l1.555-1.176 2.56-1.935 5.197-3.89.014-.01A6.297 6.297 0 0024.507 9.5z",
    },
    {
      fill: "#FC6D26",
      d: "M24.507 9.5l-.034-.09a11.44 11.44 0 00-4.56 2.051l-7.447 5.632 4.742 3.584 5.197-3.89.014-.01A6.297 6.297 0 0024.507 9.5z",
    },
    {
      fill: "#FCA326",
      d: "M7.707 20.677l2.56 1.935 1.555 1.176a1.051 1.051 0 001.268 0l1.555-1.176 2.56-1.935-4.743-3.584-4.755 3.584z",
    },
    {
      fill: "#FC6D26",
      d: "M5.01 11.461a11.43 11.43 0 00-4.56-2.05L.416 9.5a6.297 6.297 0 002.09 7.278l.012.01.03.022 5.16 3.867 4.745-3.584-7.444-5.632z",
    },
  ],
};

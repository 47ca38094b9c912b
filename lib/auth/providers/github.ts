import "server-only";
import { readGitHubClaims } from "@/lib/auth/providers/github-claims";
import type { Provider, ProviderMark } from "@/lib/auth/providers/provider";
import { env } from "@/lib/env/env";

/**
 * https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 * `/user` returns the public profile with any scope, so we do not request `read:user`.
 */
export function github(): Provider | null {
  const { AUTH_GITHUB_ID, AUTH_GITHUB_SECRET, AUTH_GITHUB_ENTERPRISE_URL: enterprise } = env();
  if (!AUTH_GITHUB_ID || !AUTH_GITHUB_SECRET) return null;
  const site = enterprise?.replace(/\/+$/, "") ?? "https://github.com";
  return {
    id: "github",
    name: "GitHub",
    mark: githubMark,
    protocol: "oauth",
    issuer: site,
    issuerVariable: "AUTH_GITHUB_ENTERPRISE_URL",
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
    // https://docs.github.com/authentication/keeping-your-account-and-data-secure/updating-your-github-access-credentials
    passwordPage: `${site}/settings/security`,
    verifiedAddressHelp: (t) => t("providers.github.verifiedAddressHelp"),
    claims: (accessToken, fetch) => readGitHubClaims(apiOf(site), accessToken, fetch),
  };
}

/** https://brand.github.com: the Invertocat in one colour, that of the text beside it. */
const githubMark: ProviderMark = {
  viewBox: "0 0 98 96",
  paths: [
    {
      d: "M48.854 0C21.839 0 0 22 0 49.217c0 21.756 13.993 40.172 33.405 46.69 2.427.49 3.316-1.059 3.316-2.362 0-1.141-.08-5.052-.08-9.127-13.59 2.934-16.42-5.867-16.42-5.867-2.184-5.704-5.42-7.17-5.42-7.17-4.448-3.015.324-3.015.324-3.015 4.934.326 7.523 5.052 7.523 5.052 4.367 7.496 11.404 5.378 14.235 4.074.404-3.178 1.699-5.378 3.074-6.6-10.839-1.141-22.243-5.378-22.243-24.283 0-5.378 1.94-9.778 5.014-13.2-.485-1.222-2.184-6.275.486-13.038 0 0 4.125-1.304 13.426 5.052a46.97 46.97 0 0 1 12.214-1.63c4.125 0 8.33.571 12.213 1.63 9.302-6.356 13.427-5.052 13.427-5.052 2.67 6.763.97 11.816.485 13.038 3.155 3.422 5.015 7.822 5.015 13.2 0 18.905-11.404 23.06-22.324 24.283 1.78 1.548 3.316 4.481 3.316 9.126 0 6.6-.08 11.897-.08 13.526 0 1.304.89 2.853 3.316 2.364 19.412-6.52 33.405-24.935 33.405-46.691C97.707 22 75.788 0 48.854 0z",
    },
  ],
};

/**
 * The REST API of github.com, of a company on GHE.com, or of an Enterprise Server:
 * https://docs.github.com/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
export function apiOf(site: string): string {
  const { hostname, port } = new URL(site);
  const isGitHubs = port === "" && /^(github\.com|[a-z0-9-]+\.ghe\.com)$/.test(hostname);
  return isGitHubs ? `https://api.${hostname}` : `${site}/api/v3`;
}

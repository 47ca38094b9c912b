import "server-only";
import { readGitHubClaims } from "@/lib/auth/providers/github-claims";
import { githubMark } from "@/lib/auth/providers/marks";
import type { Provider } from "@/lib/auth/providers/provider";
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
    verifiedAddressHelp: (t) => t("providers.github.verifiedAddressHelp"),
    claims: (accessToken, fetch) => readGitHubClaims(apiOf(site), accessToken, fetch),
  };
}

/**
 * The REST API of github.com, of a company on GHE.com, or of an Enterprise Server:
 * https://docs.github.com/enterprise-cloud@latest/admin/data-residency/network-details-for-ghecom
 */
export function apiOf(site: string): string {
  const { hostname, port } = new URL(site);
  const isGitHubs = port === "" && /^(github\.com|[a-z0-9-]+\.ghe\.com)$/.test(hostname);
  return isGitHubs ? `https://api.${hostname}` : `${site}/api/v3`;
}

import "server-only";
import { readGitHubClaims } from "@/lib/auth/github-user";
import { githubMark } from "@/lib/auth/providers/marks";
import type { Provider } from "@/lib/auth/providers/provider";
import { env } from "@/lib/env/env";

/**
 * https://docs.github.com/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps
 * `/user` answers with the public profile under any scope, so `read:user` is not asked for.
 */
export function github(): Provider | null {
  const { AUTH_GITHUB_ID, AUTH_GITHUB_SECRET, AUTH_GITHUB_ENTERPRISE_URL: enterprise } = env();
  if (!AUTH_GITHUB_ID || !AUTH_GITHUB_SECRET) return null;
  const site = enterprise?.replace(/\/$/, "") ?? "https://github.com";
  const api = enterprise ? `${site}/api/v3` : "https://api.github.com";
  return {
    id: "github",
    name: "GitHub",
    mark: githubMark,
    protocol: "oauth",
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
    verifiedAddressHelp:
      "Open Settings, Emails on GitHub, verify your primary e-mail address, then sign in again.",
    claims: (accessToken, fetch) => readGitHubClaims(api, accessToken, fetch),
  };
}

import "server-only";
import { z } from "zod";
import type { ApiFetch } from "@/lib/auth/oauth/provider-fetch";
import { readApiResponse } from "@/lib/auth/providers/api-response";
import { type Claims, toClaims } from "@/lib/auth/providers/claims";
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
  const site = enterprise?.replace(/\/$/, "") ?? "https://github.com";
  const issuer = `${site}/login/oauth`;
  const api = enterprise ? `${site}/api/v3` : "https://api.github.com";
  return {
    id: "github",
    name: "GitHub",
    mark: githubMark,
    issuer,
    protocol: "oauth",
    clientId: AUTH_GITHUB_ID,
    clientSecret: AUTH_GITHUB_SECRET,
    scope: "user:email",
    metadata: async () => ({
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/access_token`,
    }),
    chooseAccount: { prompt: "select_account" },
    confirm: () => ({ prompt: "select_account" }),
    verifiedAddressHelp:
      "Open Settings, Emails on GitHub, verify your primary e-mail address, then sign in again.",
    claims: (accessToken, fetch) => readGitHubClaims(api, accessToken, fetch),
  };
}

/** https://docs.github.com/rest/users/users#get-the-authenticated-user */
const userResponse = z.object({
  id: z.number().int().positive(),
  login: z.string(),
  name: z.unknown().optional(),
  avatar_url: z.unknown().optional(),
});

/** https://docs.github.com/rest/users/emails#list-email-addresses-for-the-authenticated-user */
const emailsResponse = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);

const apiHeaders = {
  accept: "application/vnd.github+json",
  "user-agent": "foyer",
  "x-github-api-version": "2022-11-28",
};

/**
 * The claims of a GitHub access token's user, from two parallel calls.
 *
 * The address is the primary one, verified only if GitHub says so. It is never the public address
 * of the profile, which its owner picks, nor simply the first of the list.
 *
 * @param apiUrl - https://api.github.com, or /api/v3 of an Enterprise Server
 * @throws ProviderError
 */
export async function readGitHubClaims(
  apiUrl: string,
  accessToken: string,
  fetch: ApiFetch,
): Promise<Claims> {
  const headers = { ...apiHeaders, authorization: `Bearer ${accessToken}` };
  const [user, emails] = await Promise.all([
    fetch(`${apiUrl}/user`, { headers }).then((response) =>
      readApiResponse(response, userResponse),
    ),
    fetch(`${apiUrl}/user/emails`, { headers }).then((response) =>
      readApiResponse(response, emailsResponse),
    ),
  ]);
  const primary = emails.find((entry) => entry.primary);
  return toClaims({
    subject: String(user.id),
    email: primary?.email,
    email_verified: primary?.verified,
    name: user.name ?? user.login,
    picture: user.avatar_url,
  });
}

import "server-only";
import { z } from "zod";
import type { ApiFetch } from "@/lib/auth/oauth/provider-fetch";
import { readApiResponse } from "@/lib/auth/providers/api-response";
import { type Claims, toClaims } from "@/lib/auth/providers/claims";
import { findInPages } from "@/lib/auth/providers/find-in-pages";
import { cleanName } from "@/lib/auth/providers/name";

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
 * The claims of a GitHub access token's user, from two parallel calls. A user with more than a hundred
 * addresses may take more, one after another.
 *
 * The address is the primary one, verified only if GitHub says so. It is never the public address
 * of the profile, which its owner picks, nor simply the first of the list.
 *
 * @param apiUrl - without a slash at the end
 * @throws ProviderError
 */
export async function readGitHubClaims(
  apiUrl: string,
  accessToken: string,
  fetch: ApiFetch,
): Promise<Claims> {
  const headers = { ...apiHeaders, authorization: `Bearer ${accessToken}` };
  const get = (url: string) => fetch(url, { headers });
  const [user, primary] = await Promise.all([
    get(`${apiUrl}/user`).then((response) => readApiResponse(response, userResponse)),
    findInPages(`${apiUrl}/user/emails?per_page=100`, {
      fetch: get,
      read: (response) => readApiResponse(response, emailsResponse),
      isWanted: (entry) => entry.primary,
    }),
  ]);
  return toClaims({
    subject: String(user.id),
    email: primary?.email,
    email_verified: primary?.verified,
    name: cleanName(user.name) ?? user.login,
    picture: user.avatar_url,
  });
}

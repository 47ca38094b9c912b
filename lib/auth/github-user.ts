import "server-only";
import { z } from "zod";
import { readApiResponse } from "@/lib/auth/providers/api-response";
import { type Claims, toClaims } from "@/lib/auth/providers/claims";
import type { ApiFetch } from "@/lib/auth/providers/provider";

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
 * Who a GitHub access token belongs to, from two calls made at once.
 *
 * The address is the primary one if GitHub says it is verified, never the public one of the
 * profile, which is whatever its owner picked, and never simply the first of the list.
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

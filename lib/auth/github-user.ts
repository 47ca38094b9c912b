import "server-only";
import { z } from "zod";
import { type Claims, toClaims } from "@/lib/auth/claims";
import { ProviderError } from "@/lib/auth/provider-error";
import { readJson } from "@/lib/auth/provider-fetch";

/** https://docs.github.com/rest/users/users#get-the-authenticated-user */
const userAnswer = z.object({
  id: z.number().int().positive(),
  login: z.string(),
  name: z.unknown().optional(),
  avatar_url: z.unknown().optional(),
});

/** https://docs.github.com/rest/users/emails#list-email-addresses-for-the-authenticated-user */
const emailsAnswer = z.array(
  z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }),
);

const apiHeaders = {
  accept: "application/vnd.github+json",
  "user-agent": "foyer",
  "x-github-api-version": "2022-11-28",
};

type Fetch = (url: string, init: RequestInit) => Promise<Response>;

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
  fetch: Fetch,
): Promise<Claims> {
  const headers = { ...apiHeaders, authorization: `Bearer ${accessToken}` };
  const [user, emails] = await Promise.all([
    fetch(`${apiUrl}/user`, { headers }).then((response) => read(response, userAnswer)),
    fetch(`${apiUrl}/user/emails`, { headers }).then((response) => read(response, emailsAnswer)),
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

async function read<T extends z.ZodType>(response: Response, type: T): Promise<z.infer<T>> {
  const answer = type.safeParse(await readJson("userinfo", response));
  if (answer.success) return answer.data;
  throw new ProviderError("userinfo", "malformed", { message: "fields are missing" });
}

import "server-only";
import { z } from "zod";
import type { ApiFetch } from "@/lib/auth/oauth/provider-fetch";
import { readApiResponse } from "@/lib/auth/providers/api-response";
import { type Claims, toClaims } from "@/lib/auth/providers/claims";
import { cleanName } from "@/lib/auth/providers/name";
import type { Provider, ProviderMark } from "@/lib/auth/providers/provider";
import { env } from "@/lib/env/env";

/**
 * X; its id is the older name, as in Auth.js. X returns the user only with both scopes `users.read`
 * and `tweet.read`, and the address only with `users.email`.
 * https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
 */
export function x(): Provider | null {
  const { AUTH_TWITTER_ID, AUTH_TWITTER_SECRET } = env();
  if (!AUTH_TWITTER_ID || !AUTH_TWITTER_SECRET) return null;
  const issuer = "https://x.com";
  return {
    id: "twitter",
    name: "X",
    mark: xMark,
    issuer,
    protocol: "oauth",
    clientId: AUTH_TWITTER_ID,
    clientSecret: AUTH_TWITTER_SECRET,
    scope: "users.read tweet.read users.email",
    metadata: async () => ({
      issuer,
      authorization_endpoint: "https://x.com/i/oauth2/authorize",
      token_endpoint: "https://api.x.com/2/oauth2/token",
    }),
    // X documents no parameter that would make it ask.
    chooseAccount: {},
    confirm: () => ({}),
    verifiedAddressHelp: (t) => t("providers.x.verifiedAddressHelp"),
    claims: readXClaims,
  };
}

/** https://about.x.com/what-we-do/who-we-are/brand-toolkit: in one colour, that of the text. */
const xMark: ProviderMark = {
  viewBox: "0 0 24 24",
  paths: [
    {
      d: "M18.901 1.153h3.68l-8.04 9.19L24 22.846h-7.406l-5.8-7.584-6.638 7.584H.474l8.6-9.83L0 1.154h7.594l5.243 6.932ZM17.61 20.644h2.039L6.486 3.24H4.298Z",
    },
  ],
};

/** https://docs.x.com/x-api/users/get-my-user */
const userResponse = z.object({
  data: z.object({
    id: z.string().regex(/^\d{1,20}$/),
    username: z.string(),
    name: z.unknown().optional(),
    profile_image_url: z.unknown().optional(),
    confirmed_email: z.unknown().optional(),
  }),
});

/**
 * X sends `confirmed_email` only if the user has confirmed an address and the app may request it.
 * (The field `verified` is about the account's badge, not about an address.)
 */
export async function readXClaims(accessToken: string, fetch: ApiFetch): Promise<Claims> {
  const fields = "confirmed_email,profile_image_url";
  const headers = { accept: "application/json", authorization: `Bearer ${accessToken}` };
  const response = await fetch(`https://api.x.com/2/users/me?user.fields=${fields}`, { headers });
  const { data } = await readApiResponse(response, userResponse);
  return toClaims({
    subject: data.id,
    email: data.confirmed_email,
    email_verified: typeof data.confirmed_email === "string",
    name: cleanName(data.name) ?? data.username,
    picture: data.profile_image_url,
  });
}

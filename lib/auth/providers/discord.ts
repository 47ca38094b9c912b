import "server-only";
import { z } from "zod";
import type { ApiFetch } from "@/lib/auth/oauth/provider-fetch";
import { readApiResponse } from "@/lib/auth/providers/api-response";
import { type Claims, toClaims } from "@/lib/auth/providers/claims";
import { discordMark } from "@/lib/auth/providers/marks";
import { cleanName } from "@/lib/auth/providers/name";
import type { Provider } from "@/lib/auth/providers/provider";
import { env } from "@/lib/env/env";

/** https://discord.com/developers/docs/topics/oauth2 */
export function discord(): Provider | null {
  const { AUTH_DISCORD_ID, AUTH_DISCORD_SECRET } = env();
  if (!AUTH_DISCORD_ID || !AUTH_DISCORD_SECRET) return null;
  const issuer = "https://discord.com";
  return {
    id: "discord",
    name: "Discord",
    mark: discordMark,
    issuer,
    protocol: "oauth",
    clientId: AUTH_DISCORD_ID,
    clientSecret: AUTH_DISCORD_SECRET,
    scope: "identify email",
    metadata: async () => ({
      issuer,
      authorization_endpoint: "https://discord.com/oauth2/authorize",
      token_endpoint: "https://discord.com/api/oauth2/token",
    }),
    // The consent page names the account and offers another; only `prompt=consent` shows it again.
    chooseAccount: { prompt: "consent" },
    confirm: () => ({ prompt: "consent" }),
    verifiedAddressHelp: (t) => t("providers.discord.verifiedAddressHelp"),
    claims: readDiscordClaims,
  };
}

/** https://discord.com/developers/docs/resources/user#user-object */
const userResponse = z.object({
  id: z.string().regex(/^\d{1,20}$/),
  username: z.string(),
  global_name: z.unknown().optional(),
  avatar: z.unknown().optional(),
  email: z.unknown().optional(),
  verified: z.unknown().optional(),
});

/** `verified` is about the address; without the scope `email`, Discord sends neither. */
export async function readDiscordClaims(accessToken: string, fetch: ApiFetch): Promise<Claims> {
  const headers = { accept: "application/json", authorization: `Bearer ${accessToken}` };
  const response = await fetch("https://discord.com/api/v10/users/@me", { headers });
  const user = await readApiResponse(response, userResponse);
  return toClaims({
    subject: user.id,
    email: user.email,
    email_verified: user.verified,
    name: cleanName(user.global_name) ?? user.username,
    picture: pictureOf(user.id, user.avatar),
  });
}

/** https://discord.com/developers/docs/reference#image-formatting-cdn-endpoints */
function pictureOf(id: string, avatar: unknown): string | undefined {
  return typeof avatar === "string" && /^\w{1,64}$/.test(avatar)
    ? `https://cdn.discordapp.com/avatars/${id}/${avatar}.png?size=128`
    : undefined;
}

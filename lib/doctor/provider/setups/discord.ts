import type { ProviderSetup } from "@/lib/doctor/provider/setups/provider-setup";

/** https://discord.com/developers/docs/topics/oauth2 */
export const discordSetup: ProviderSetup = {
  issuer: "https://discord.com",
  console: {
    name: "Discord Developer Portal, Applications",
    url: "https://discord.com/developers/applications",
  },
  field: "Redirects (under OAuth2)",
  steps: [
    "Open the console and choose “New Application”.",
    "Under “OAuth2”, add the redirect address to “Redirects”, and save.",
    "Copy Client ID and, after “Reset Secret”, Client Secret.",
  ],
  clientId: { pattern: /^\d{17,20}$/, looksLike: "17 to 20 digits" },
};

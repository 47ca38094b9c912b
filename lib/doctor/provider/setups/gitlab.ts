import type { ProviderSetup } from "@/lib/doctor/provider/setups/provider-setup";

/** https://docs.gitlab.com/integration/oauth_provider/ */
export const gitlabSetup: ProviderSetup = {
  issuer: "https://gitlab.com",
  console: {
    name: "GitLab, Applications",
    url: "https://gitlab.com/-/user_settings/applications",
  },
  field: "Redirect URI",
  steps: [
    "Open the console and choose “Add new application”.",
    "As its “Redirect URI”, give the redirect address; one per line.",
    "Leave “Confidential” ticked, and tick the scopes openid, profile and email.",
    "Save it, and copy Application ID and Secret.",
  ],
  clientId: { pattern: /^[0-9a-f]{64}$/, looksLike: "64 digits from 0 to f" },
};

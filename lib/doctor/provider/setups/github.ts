import type { ProviderSetup } from "@/lib/doctor/provider/setups/provider-setup";

/** https://docs.github.com/apps/oauth-apps/building-oauth-apps/creating-an-oauth-app */
export const githubSetup: ProviderSetup = {
  issuer: "https://github.com/login/oauth",
  console: {
    name: "Developer settings, OAuth Apps",
    url: "https://github.com/settings/developers",
  },
  field: "Authorization callback URL",
  steps: [
    "Open the console and choose “New OAuth app”.",
    "Give it a name, and as its homepage the address of your app.",
    "As its “Authorization callback URL”, give the redirect address. An OAuth app has one: make another app for production.",
    "Register it, and choose “Generate a new client secret”.",
    "Copy client ID and client secret; the secret is shown only once.",
  ],
  clientId: {
    // OAuth apps since 2024 and before; GitHub Apps.
    pattern: /^(Ov23li\w{14}|[0-9a-f]{20}|Iv\d+(\.[0-9a-f]{16}|\w{16}))$/,
    looksLike: "Ov23li… or 20 digits from 0 to f, or Iv… for a GitHub App",
  },
};

import type { ProviderSetup } from "@/lib/doctor/provider/setups/provider-setup";

/** https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code */
export const xSetup: ProviderSetup = {
  issuer: "https://x.com",
  console: { name: "X Developer Portal", url: "https://developer.x.com/en/portal/dashboard" },
  field: "Callback URI / Redirect URL",
  steps: [
    "Open the console, create an app, and set up “User authentication settings”.",
    "Choose the type “Web App, Automated App or Bot”, and turn on “Request email from users”.",
    "As its “Callback URI / Redirect URL”, add the redirect address.",
    "Copy the OAuth 2.0 Client ID and Client Secret, not the API key.",
  ],
  clientId: null,
};

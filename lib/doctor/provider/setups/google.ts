import type { ProviderSetup } from "@/lib/doctor/provider/setups/provider-setup";

/** https://developers.google.com/identity/protocols/oauth2/web-server#creatingcred */
export const googleSetup: ProviderSetup = {
  issuer: "https://accounts.google.com",
  console: {
    name: "Google Auth Platform, Clients",
    url: "https://console.cloud.google.com/auth/clients",
  },
  field: "Authorized redirect URIs",
  steps: [
    "Open the console and choose a project, or create one; only you see its name.",
    "If it asks you to get started: give the app a name and a support address, and choose the audience “External”.",
    "Create a client of the type “Web application”.",
    "Under “Authorized redirect URIs”, add the redirect address. “Authorized JavaScript origins” stays empty.",
    "Copy client ID and client secret; the secret is shown in full only once.",
    "Under “Audience”, add yourself as a test user, or publish the app: until then only test users can sign in.",
  ],
  clientId: {
    pattern: /^\d+-\w+\.apps\.googleusercontent\.com$/,
    looksLike: "…-….apps.googleusercontent.com",
  },
};

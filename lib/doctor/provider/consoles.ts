/** What a deployer needs to register this app with a provider. */
export type ProviderSetup = {
  /** The real provider's issuer, as in `ServerMetadata`; any other is a stand-in. Null if each tenant has its own. */
  issuer: string | null;
  console: { name: string; url: string };
  /** The console's name for the list of redirect addresses. */
  field: string;
  /** In order. The setup page shows the redirect address and the variables beside them. */
  steps: string[];
  /** Null if we know no shape. */
  clientId: { pattern: RegExp; looksLike: string } | null;
};

/**
 * By the provider's id in `registry.ts`. A provider without an entry here works too: the setup page
 * shows its redirect address, and the deployer finds the console.
 */
const setups: Record<string, ProviderSetup> = {
  // https://developers.google.com/identity/protocols/oauth2/web-server#creatingcred
  google: {
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
  },
  // https://docs.github.com/apps/oauth-apps/building-oauth-apps/creating-an-oauth-app
  github: {
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
  },
  // https://learn.microsoft.com/entra/identity-platform/quickstart-register-app
  "microsoft-entra-id": {
    issuer: null,
    console: {
      name: "Microsoft Entra admin center, App registrations",
      url: "https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade",
    },
    field: "Redirect URIs (platform Web)",
    steps: [
      "Open the console and choose “New registration”.",
      "Under “Authentication”, add the platform “Web” and, under “Redirect URIs”, the redirect address.",
      "Under “Certificates & secrets”, make a client secret and copy its Value, not its ID.",
      "Copy the “Application (client) ID”, and build the issuer from the “Directory (tenant) ID”: https://login.microsoftonline.com/<tenant ID>/v2.0.",
      "Under “Token configuration”, add the optional claim “email” for ID tokens, and in the Manifest xms_edov: without it no address counts as verified.",
    ],
    clientId: { pattern: /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, looksLike: "a GUID" },
  },
  // https://docs.gitlab.com/integration/oauth_provider/
  gitlab: {
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
  },
  // https://discord.com/developers/docs/topics/oauth2
  discord: {
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
  },
  // https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code
  twitter: {
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
  },
};

/** Null for a provider without an entry. */
export function providerSetup(id: string): ProviderSetup | null {
  return Object.hasOwn(setups, id) ? (setups[id] ?? null) : null;
}

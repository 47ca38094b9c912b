/** What a deployer has to know to register this app with a provider. */
export type ProviderSetup = {
  /** The real one's issuer, as `ServerMetadata` has it; anybody else stands in its place. */
  issuer: string;
  console: { name: string; url: string };
  /** What its console calls the list of redirect addresses. */
  field: string;
  /** In order; the redirect address and the variables are shown beside them. */
  steps: string[];
  clientId: { pattern: RegExp; looksLike: string };
};

/**
 * By the id of the provider's entry in `providers.ts`. One without an entry here works all the
 * same: its redirect address is shown, and its console is left to the deployer.
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
      "Open the console and choose a project, or create one; its name is yours alone to see.",
      "If it asks you to get started: give the app a name and an address for questions, and choose the audience “External”.",
      "Create a client of the type “Web application”.",
      "Under “Authorized redirect URIs”, add the redirect address. “Authorized JavaScript origins” stays empty.",
      "Copy client ID and client secret; the secret is shown in full only once.",
      "Under “Audience”, add yourself as a test user, or publish the app: until then it lets nobody else in.",
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
      // OAuth apps of today and of before 2024; GitHub Apps.
      pattern: /^(Ov23li\w{14}|[0-9a-f]{20}|Iv\d+(\.[0-9a-f]{16}|\w{16}))$/,
      looksLike: "Ov23li… or 20 digits from 0 to f, or Iv… for a GitHub App",
    },
  },
};

/** Null for a provider that we know nothing more about. */
export function providerSetup(id: string): ProviderSetup | null {
  return Object.hasOwn(setups, id) ? (setups[id] ?? null) : null;
}

import { config } from "../../lib/config/config";

/** The one client registered with each local provider. The secrets protect nothing. */
export const googleClient = {
  id: "local-google-client",
  secret: "local-google-secret-which-guards-nothing",
};
export const githubClient = {
  id: "local-github-client",
  secret: "local-github-secret-which-guards-nothing",
};

/** The client's name on the consent pages: the site's. */
export const applicationName = config().brand.name;

/** The registered redirect URIs. The providers accept no others. */
export function redirectUris(appOrigins: string[], provider: ProviderName): string[] {
  return appOrigins.map((origin) => `${new URL(origin).origin}/api/auth/callback/${provider}`);
}

export type ProviderName = "google" | "github";

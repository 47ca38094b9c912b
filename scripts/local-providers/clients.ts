/** The one application that is registered with each local provider. Public on purpose: they guard nothing. */
export const googleClient = {
  id: "local-google-client",
  secret: "local-google-secret-which-guards-nothing",
};
export const githubClient = {
  id: "local-github-client",
  secret: "local-github-secret-which-guards-nothing",
};

/** The name under which it is registered. */
export const applicationName = "Foyer";

/** The addresses an application may be sent back to, and no others. */
export function redirectUris(appOrigins: string[], provider: ProviderName): string[] {
  return appOrigins.map((origin) => `${new URL(origin).origin}/api/auth/callback/${provider}`);
}

export type ProviderName = "google" | "github";

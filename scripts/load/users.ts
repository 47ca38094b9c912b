/** The app's registration at the provider of the load test; it guards nothing. */
export const clients = { google: "load-google", github: "load-github", secret: "load-secret" };

/** The same at both providers, so that whoever comes by the other one is the same person. */
export function emailOf(user: number): string {
  return `person-${user}@load.example`;
}

export function githubIdOf(user: number): number {
  return 1_000_000 + user;
}

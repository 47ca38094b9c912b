/** The app's registration at the load test's provider. The secret protects nothing. */
export const clients = { google: "load-google", github: "load-github", secret: "load-secret" };

/** The same address at both providers, so that both accounts link to one user. */
export function emailOf(user: number): string {
  return `person-${user}@load.example`;
}

export function githubIdOf(user: number): number {
  return 1_000_000 + user;
}

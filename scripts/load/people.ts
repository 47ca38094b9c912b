/** The app's registration at the provider of the load test; it guards nothing. */
export const clients = { google: "load-google", github: "load-github", secret: "load-secret" };

/** The same at both providers, so that whoever comes by the other one is the same person. */
export function emailOf(person: number): string {
  return `person-${person}@load.example`;
}

export function githubIdOf(person: number): number {
  return 1_000_000 + person;
}

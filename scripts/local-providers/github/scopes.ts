const known = ["user", "read:user", "user:email"];
const implied: Record<string, string[]> = { user: ["read:user", "user:email"] };

/** Parses scopes separated by spaces or commas. GitHub drops unknown and implied ones. */
export function parseScopes(scope: string | null): string[] {
  const requested = new Set((scope ?? "").split(/[\s,]+/).filter((name) => known.includes(name)));
  for (const name of [...requested]) {
    for (const part of implied[name] ?? []) requested.delete(part);
  }
  return [...requested];
}

/** Whether the granted scopes include this one, directly or through a wider scope. */
export function covers(granted: Iterable<string>, scope: string): boolean {
  return [...granted].some((name) => name === scope || implied[name]?.includes(scope));
}

const known = ["user", "read:user", "user:email"];
const implied: Record<string, string[]> = { user: ["read:user", "user:email"] };

/** The scopes asked for, by spaces or commas; GitHub leaves out what it does not know or has twice. */
export function parseScopes(scope: string | null): string[] {
  const asked = new Set((scope ?? "").split(/[\s,]+/).filter((name) => known.includes(name)));
  for (const name of [...asked]) {
    for (const part of implied[name] ?? []) asked.delete(part);
  }
  return [...asked];
}

/** Whether the granted scopes cover one, itself or by a wider one. */
export function covers(granted: Iterable<string>, scope: string): boolean {
  return [...granted].some((name) => name === scope || implied[name]?.includes(scope));
}

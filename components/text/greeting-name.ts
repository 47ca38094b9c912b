/**
 * What to call a user: the first word of their name, or all of a name that has no words to part, or their
 * username. A title or an initial isn't what anyone is called.
 */
export function greetingName({
  name,
  username,
}: {
  name: string | null;
  username: string;
}): string {
  const words = (name ?? "").split(/\s+/u).filter(Boolean);
  const [first] = words;
  if (!first) return username;
  return /\.$|^.$/u.test(first) && words.length > 1 ? words.join(" ") : first;
}

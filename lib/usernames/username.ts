import { isReservedUsername } from "@/lib/usernames/reserved-usernames";

/** Long enough to be distinctive, short enough for a greeting on a phone. */
export const usernameMinLength = 3;
export const usernameMaxLength = 30;

/** What each rule rejects. Letters are a to z, so that no look-alike of another script imitates a username. */
const rejects = {
  tooShort: (name: string) => name.length < usernameMinLength,
  tooLong: (name: string) => name.length > usernameMaxLength,
  characters: (name: string) => !/^[a-z0-9._-]*$/.test(name),
  ends: (name: string) => /^[._-]|[._-]$/.test(name),
  separators: (name: string) => /[._-]{2}/.test(name),
  reserved: isReservedUsername,
};

/** A rule of usernames. `messages/` says each in words: `profile.username.problems`. */
export type UsernameRule = keyof typeof rejects;

type ParsedUsername = { username: string } | { broken: UsernameRule[] };

/** A username that a user chooses, lowercased; or every rule that it breaks. */
export function parseUsername(typed: string): ParsedUsername {
  const username = typed.trim().toLowerCase();
  const rules = Object.keys(rejects) as UsernameRule[];
  const broken = rules.filter((rule) => rejects[rule](username));
  return broken.length > 0 ? { broken } : { username };
}

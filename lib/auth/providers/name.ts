import { isVisible } from "@/lib/visible-text";

/** Keeps a column of a list readable; providers allow far more. */
const maxLength = 200;

/**
 * A provider's name for a user, on one line and cut to a length that can be shown. Postgres rejects NUL,
 * and a line break would split a log line.
 *
 * @returns null for anything but a name that can be seen
 */
export function cleanName(value: unknown): string | null {
  if (typeof value !== "string" || !isVisible(value)) return null;
  const line = value.replace(/\p{Cc}+/gu, " ").trim();
  return [...line].slice(0, maxLength).join("");
}

/** `name`, or else `given_name` and `family_name` (OpenID Connect Core 1.0, section 5.1). */
export function nameOf(claims: Record<string, unknown>): string | null {
  const { name, given_name, family_name } = claims;
  const parts = [cleanName(given_name), cleanName(family_name)].filter((part) => part !== null);
  return cleanName(name) ?? cleanName(parts.join(" "));
}

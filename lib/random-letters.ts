import { randomBytes } from "node:crypto";

/** No vowels, which could spell words, and no characters that are confused when read aloud or typed. */
const alphabet = "23456789bcdfghjkmnpqrstvwxz";

/**
 * Random letters and digits for a person to read. Some come up slightly more often than others, so
 * this is for names and references, not for secrets.
 */
export function randomLetters(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join("");
}

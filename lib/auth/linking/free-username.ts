import { randomInt } from "node:crypto";

/** No vowels, which could spell words, and no look-alikes such as 1 and l. */
const alphabet = "23456789bcdfghjkmnpqrstvwxz";

const suffixLength = 5;

/** A username with a random suffix, for when the plain one is taken: ada, ada-7k3xw. */
export function freeUsername(taken: string): string {
  const suffix = Array.from({ length: suffixLength }, () => alphabet[randomInt(alphabet.length)]);
  return `${taken}-${suffix.join("")}`;
}

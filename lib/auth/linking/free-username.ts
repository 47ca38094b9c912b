import { randomInt } from "node:crypto";

/** No vowels, so no words, and nothing that looks like something else. */
const alphabet = "23456789bcdfghjkmnpqrstvwxz";

const suffixLength = 5;

/** The same name with an ending by chance, for somebody whose own is taken: ada, ada-7k3xw. */
export function freeUsername(taken: string): string {
  const letters = Array.from({ length: suffixLength }, () => alphabet[randomInt(alphabet.length)]);
  return `${taken}-${letters.join("")}`;
}

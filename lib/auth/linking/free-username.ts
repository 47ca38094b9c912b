import { randomLetters } from "@/lib/random-letters";

const suffixLength = 5;

/** A username with a random suffix, for when the plain one is taken: ada, ada-7k3xw. */
export function freeUsername(taken: string): string {
  return `${taken}-${randomLetters(suffixLength)}`;
}

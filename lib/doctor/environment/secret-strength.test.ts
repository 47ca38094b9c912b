import { randomBytes } from "node:crypto";
import { expect, it } from "vitest";
import { findSecretWeakness } from "./secret-strength";

it.each([
  ["x".repeat(40), "repeats itself"],
  ["abcabcabcabcabcabcabcabcabcabcabcabc", "repeats itself"],
  ["0123456789abcdef0123456789abcdef", "repeats itself"],
  ["abcdefghijklmnopqrstuvwxyz0123456789", "is a sequence of the keyboard or the alphabet"],
  ["a-secret-that-is-surely-longer-than-32-bytes", "is made of words"],
  ["ThisIsMySuperSecretThatNobodyKnows!1", "is that of an example"],
  ["aabbabbaabababbbaaabbbaabbbabaabbabaa", "has too few different characters"],
])("%s %s", (secret, weakness) => {
  expect(findSecretWeakness(secret)).toBe(weakness);
});

it.each(["base64", "hex", "base64url"] as const)(
  "what a generator made in %s passes",
  (encoding) => {
    for (let count = 0; count < 2_000; count += 1) {
      expect(findSecretWeakness(randomBytes(32).toString(encoding))).toBeNull();
    }
  },
);

import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { keyedHashes } from "./keyed-hash";

const [older, newer] = ["o".repeat(40), "n".repeat(40)];

describe("a keyed hash", () => {
  it("is the same for the same text, purpose and secret, and another for any other", () => {
    const hashOf = (purpose: string, text: string, secret: string) =>
      keyedHashes(purpose, text, [secret])[0];
    expect(hashOf("a", "text", newer)).toBe(hashOf("a", "text", newer));
    const all = [
      hashOf("a", "text", newer),
      hashOf("b", "text", newer),
      hashOf("a", "text2", newer),
      hashOf("a", "text", older),
      createHash("sha256").update("text").digest("base64url"),
    ];
    expect(new Set(all).size).toBe(all.length);
  });

  it("is found again after the secret was rotated, as long as the old one is in use", () => {
    const [stored] = keyedHashes("a", "text", [older]);
    expect(keyedHashes("a", "text", [newer, older])).toContain(stored);
    expect(keyedHashes("a", "text", [newer, older])[0]).not.toBe(stored);
    expect(keyedHashes("a", "text", [newer])).not.toContain(stored);
  });
});

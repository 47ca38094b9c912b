import { describe, expect, it } from "vitest";
import { createSessionToken, hashToken, isSessionToken } from "./token";

describe("a session token", () => {
  it("has 256 random bits and never repeats", () => {
    const tokens = Array.from({ length: 1000 }, createSessionToken);
    expect(new Set(tokens).size).toBe(tokens.length);
    for (const token of tokens) expect(Buffer.from(token, "base64url")).toHaveLength(32);
    for (const token of tokens) expect(isSessionToken(token)).toBe(true);
  });

  it("is stored as its SHA-256, checked against a known value", () => {
    expect(hashToken("abc")).toBe("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
  });

  it("cannot be replaced by its stored hash", () => {
    const token = createSessionToken();
    const stored = hashToken(token);
    expect(stored).not.toBe(token);
    expect(hashToken(stored)).not.toBe(stored);
  });

  it.each([
    "",
    "a".repeat(42),
    "a".repeat(44),
    `${"a".repeat(43)}=`,
    `${"a".repeat(43)}\n`,
    `\n${"a".repeat(43)}`,
    `${"a".repeat(42)}\u0000`,
    `${"a".repeat(42)}+`,
    `${"a".repeat(42)}/`,
    `${"a".repeat(42)} `,
    `${"a".repeat(42)}é`,
    `${"a".repeat(42)}%`,
    "1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed",
  ])("is not %j", (value) => {
    expect(isSessionToken(value)).toBe(false);
  });

  it("is not a megabyte of valid characters", () => {
    expect(isSessionToken("a".repeat(1_000_000))).toBe(false);
  });
});

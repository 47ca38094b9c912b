import { describe, expect, it } from "vitest";
import { addressTrust, decideSeparateUserAddress } from "./link-policy";

describe("the address of a visitor who becomes a separate user", () => {
  const { none, verified: byProvider, authoritative } = addressTrust;
  it.each([
    ["unclaimed", null, none],
    ["unclaimed", null, authoritative],
    ["take-over", none, none],
    ["take-over", none, byProvider],
    ["take-over", byProvider, byProvider],
    ["take-over", byProvider, authoritative],
    ["take-over", authoritative, authoritative],
    // A provider takes no address from a user who proved it at one that is trusted more.
    ["leave", byProvider, none],
    ["leave", authoritative, none],
    ["leave", authoritative, byProvider],
  ] as const)("is %s: trust in the holder %j, in the new account %j", (address, holder, trust) => {
    expect(decideSeparateUserAddress(holder === null ? null : { trust: holder }, trust)).toBe(
      address,
    );
  });
});

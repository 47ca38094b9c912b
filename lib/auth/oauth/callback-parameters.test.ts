import { describe, expect, it } from "vitest";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import { isExpectedIssuer, readCallbackParameters } from "./callback-parameters";

const none = { code: null, error: null, iss: null };

describe("the parameters of a callback", () => {
  it.each([
    ["code=abc&state=xyz", { ...none, code: "abc", state: "xyz" }],
    [
      "state=x%26z&code=4%2F0A+b&scope=openid+email&authuser=0&hd=example.com&prompt=none",
      { ...none, code: "4/0A b", state: "x&z" },
    ],
    [
      "error=access_denied&error_description=No.&state=xyz",
      { ...none, error: "access_denied", state: "xyz" },
    ],
    ["error=&state=xyz", { ...none, error: "", state: "xyz" }],
    [
      "code=abc&state=xyz&iss=https%3A%2F%2Fid.example",
      { ...none, code: "abc", state: "xyz", iss: "https://id.example" },
    ],
    // The callback itself refuses these two, and an empty iss: it can then end their flow.
    ["state=xyz", { ...none, state: "xyz" }],
    ["code=&state=xyz&iss=", { ...none, code: "", state: "xyz", iss: "" }],
  ])("are read from %s", (query, parameters) => {
    expect(readCallbackParameters(query)).toEqual(parameters);
  });

  it.each([
    ["no parameters", ""],
    ["no state", "code=abc"],
    ["an empty state", "code=abc&state="],
    ["an error without a state", "error=access_denied"],
    ["two states", "code=abc&state=xyz&state=xyz"],
    ["two codes", "code=abc&code=def&state=xyz"],
    ["an empty second code", "code=abc&state=xyz&code"],
    ["a second state in percent-encoding", "code=abc&state=xyz&%73tate=zyx"],
    ["two of iss", "code=abc&state=xyz&iss=a&iss=b"],
    ["two errors", "error=a&error=b&state=xyz"],
    ["a repeated unknown parameter", "code=abc&state=xyz&x=1&x=2"],
    ["names in another case", "Code=abc&STATE=xyz"],
    ["more than 8 kB", `code=${"a".repeat(8192)}&state=xyz`],
    ["a megabyte of names", `code=abc&state=xyz&${"a&".repeat(500_000)}`],
  ])("are refused with %s", (_, query) => {
    expect(readCallbackParameters(query)).toBeNull();
  });

  it("may be 8 kB long", () => {
    const query = "code=abc&state=".padEnd(8192, "x");
    expect(readCallbackParameters(query)?.code).toBe("abc");
    expect(readCallbackParameters(`${query}x`)).toBeNull();
  });
});

describe("the issuer of a callback", () => {
  const metadata: ServerMetadata = {
    issuer: "https://accounts.example.com",
    authorization_endpoint: "https://accounts.example.com/auth",
    token_endpoint: "https://accounts.example.com/token",
  };
  const promisesIss = { ...metadata, authorization_response_iss_parameter_supported: true };

  it.each([metadata, promisesIss])("is expected if it is the provider's own", (provider) => {
    expect(isExpectedIssuer("https://accounts.example.com", provider)).toBe(true);
  });

  it.each([
    "https://evil.example",
    "https://accounts.example.com/",
    "https://accounts.example.com.evil.example",
    "HTTPS://ACCOUNTS.EXAMPLE.COM",
    // Auth.js does not compare an empty iss, so an empty one would pass as the right one.
    "",
  ])("is not expected if it is %j, whether the provider promises one or not", (iss) => {
    expect(isExpectedIssuer(iss, metadata)).toBe(false);
    expect(isExpectedIssuer(iss, promisesIss)).toBe(false);
  });

  it("may be missing unless the provider promises one", () => {
    expect(isExpectedIssuer(null, metadata)).toBe(true);
    expect(isExpectedIssuer(null, promisesIss)).toBe(false);
  });
});

import { describe, expect, it } from "vitest";
import { checkCookieHeader } from "@/lib/auth/authjs/check-cookie";
import type { ServerMetadata } from "@/lib/auth/oauth/discovery";
import { readReturnPath } from "@/lib/http/return-path-cookie";
import { readCallbackParameters } from "./callback-parameters";

const metadata: ServerMetadata = {
  issuer: "https://accounts.example.com",
  authorization_endpoint: "https://accounts.example.com/auth",
  token_endpoint: "https://accounts.example.com/token",
};
const promisesIss = { ...metadata, authorization_response_iss_parameter_supported: true };

describe("the parameters of a callback", () => {
  it.each([
    "code=abc&state=xyz",
    "state=xyz&code=abc&scope=openid+email&authuser=0&hd=example.com&prompt=none",
    "error=access_denied&error_description=No.&state=xyz",
    "error=&state=xyz",
  ])("are accepted unchanged: %s", (query) => {
    expect(readCallbackParameters(query, metadata)?.toString()).toBe(query);
  });

  it.each([
    ["no parameters", ""],
    ["no state", "code=abc"],
    ["an empty state", "code=abc&state="],
    ["no code", "state=xyz"],
    ["an empty code", "code=&state=xyz"],
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
    expect(readCallbackParameters(query, metadata)).toBeNull();
  });

  it("may be 8 kB long", () => {
    const query = "code=abc&state=".padEnd(8192, "x");
    expect(readCallbackParameters(query, metadata)?.get("code")).toBe("abc");
    expect(readCallbackParameters(`${query}x`, metadata)).toBeNull();
  });

  it("need an iss if the provider promises one", () => {
    const iss = encodeURIComponent(metadata.issuer);
    expect(readCallbackParameters(`code=abc&state=xyz&iss=${iss}`, promisesIss)).not.toBeNull();
    expect(readCallbackParameters("code=abc&state=xyz", promisesIss)).toBeNull();
    expect(readCallbackParameters("error=access_denied&state=xyz", promisesIss)).toBeNull();
    expect(readCallbackParameters("code=abc&state=xyz&ISS=a", promisesIss)).toBeNull();
  });

  // Auth.js does not compare an empty iss, so an empty one would pass as the right one.
  it("need more than an empty iss if the provider promises one", () => {
    expect(readCallbackParameters("code=abc&state=xyz&iss=", promisesIss)).toBeNull();
  });
});

describe("the return path of a callback", () => {
  const cookie = (value: string) => `authjs.callback-url=${value}`;

  it.each([
    [encodeURIComponent("http://localhost:3000/account?a=1#b"), "/account?a=1#b"],
    ["http://localhost:3000/account", "/account"],
    [encodeURIComponent("/account"), "/account"],
    [encodeURIComponent("https://evil.example/account"), "/"],
    [encodeURIComponent("//evil.example"), "/"],
    [encodeURIComponent("http://localhost:3000@evil.example/"), "/"],
    [encodeURIComponent("http://localhost:3000/sign-in"), "/"],
    ["%2F%09%2Fevil.example", "/"],
    ["%2F%2Fevil.example", "/"],
    ["%E0%A4%A", "/"],
    ["%", "/"],
    ["", "/"],
  ])("of the cookie %j is %j", (value, path) => {
    expect(readReturnPath(cookie(value))).toBe(path);
  });

  it("is / without a cookie, and with two of them", () => {
    expect(readReturnPath(null)).toBe("/");
    expect(readReturnPath("")).toBe("/");
    expect(readReturnPath(`${cookie("/account")}; ${cookie("/account")}`)).toBe("/");
  });
});

describe("the cookies that Auth.js sees", () => {
  const checks = "authjs.state=s; authjs.nonce=n; authjs.pkce.code_verifier=p";
  const home = `authjs.callback-url=${encodeURIComponent("http://localhost:3000/")}`;

  it("are this browser's check cookies and its return path", () => {
    const back = `authjs.callback-url=${encodeURIComponent("http://localhost:3000/account")}`;
    expect(checkCookieHeader(`${back}; ${checks}`)).toBe(`${checks}; ${back}`);
    expect(checkCookieHeader(checks)).toBe(`${checks}; ${home}`);
    expect(checkCookieHeader(null)).toBe(home);
  });

  it.each([
    "authjs.session-token=t0ken",
    "__Host-authjs.session-token=t0ken",
    "__Secure-authjs.session-token=t0ken",
    "authjs.session-token.0=t0ken",
    "authjs.session-token.9=t0ken; authjs.session-token=t0ken",
    "next-auth.session-token=t0ken",
    "authjs.csrf-token=t0ken",
    "foyer.flash=t0ken",
    "authjs.state.1=t0ken",
    "xauthjs.state=t0ken",
    "AUTHJS.STATE=t0ken",
    "t0ken",
    "=t0ken",
  ])("include no other cookie: %s", (others) => {
    expect(checkCookieHeader(`${others}; ${checks}; ${others}`)).toBe(`${checks}; ${home}`);
  });

  it("exclude a repeated check cookie, since one of the two was planted", () => {
    const header = `${checks}; authjs.state=planted`;
    expect(checkCookieHeader(header)).toBe(`authjs.nonce=n; authjs.pkce.code_verifier=p; ${home}`);
  });

  it("exclude a check cookie that is larger than any of ours", () => {
    const fits = "x".repeat(4096);
    expect(checkCookieHeader(`authjs.state=${fits}`)).toBe(`authjs.state=${fits}; ${home}`);
    expect(checkCookieHeader(`authjs.state=${fits}x`)).toBe(home);
    expect(checkCookieHeader(`authjs.nonce=${"x".repeat(200_000)}`)).toBe(home);
  });

  it("have a return path on our origin, whatever the cookie says", () => {
    for (const planted of ["https://evil.example/", "//evil.example", "%", "/api/auth/session"]) {
      expect(checkCookieHeader(`authjs.callback-url=${encodeURIComponent(planted)}`)).toBe(home);
    }
  });
});

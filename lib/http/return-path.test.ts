import { describe, expect, it } from "vitest";
import { pagePath, returnPath, signInPath } from "./return-path";

const origin = "https://app.example.com";
const evil = "evil.example";

describe("a return path", () => {
  it.each([
    "/",
    "/account",
    "/account/sessions?page=2&sort=-seen#newest",
    "/search?q=a%20b&next=https%3A%2F%2Fevil.example",
    "/a//b",
    "/%2F%2Fevil.example",
    "/sign-in-help",
    "/apiary",
    "/?callbackUrl=/sign-in",
  ])("keeps %j as it is", (path) => {
    expect(returnPath(path, origin)).toBe(path);
    expect(returnPath(path)).toBe(path);
  });

  it.each([
    [`${origin}/account?a=1#b`, "/account?a=1#b"],
    [`${origin}/`, "/"],
    ["/a/../account", "/account"],
    ["/a/./b", "/a/b"],
  ])("reduces %j to %j", (value, path) => {
    expect(returnPath(value, origin)).toBe(path);
  });

  it.each([
    `//${evil}`,
    `//${evil}/account`,
    `///${evil}/account`,
    `////${evil}`,
    `/\\${evil}`,
    `\\/${evil}`,
    `\\\\${evil}`,
    `/account\\..\\..\\${evil}`,
    `/\t/${evil}`,
    `/\n/${evil}`,
    `/\r\n/${evil}`,
    `\t//${evil}`,
    ` //${evil}`,
    `/\u0000/${evil}`,
    "/account\r\nset-cookie: a=b",
    "/account\u007f",
    "/account\u0085",
    `/..//${evil}`,
    `/.//${evil}`,
    `/a/..//${evil}`,
    `/%2e%2e//${evil}`,
    `/%2e//${evil}`,
    `/a/%2E./..//${evil}`,
    `https://${evil}`,
    `https:${evil}`,
    `https:/${evil}`,
    `HTTPS://${evil}/account`,
    `ftp://${evil}`,
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "blob:https://app.example.com/1",
    evil,
    "account",
    "?a=1",
    "#top",
    "",
    `${origin}.${evil}/account`,
    `${origin}@${evil}/account`,
    `${origin}:pw@${evil}/account`,
    `${origin}:444/account`,
    `${origin}//${evil}`,
    `${origin}/..//${evil}`,
    `${origin}\\@${evil}/`,
    "https://user@app.example.com/account",
    "https://user:pw@app.example.com/account",
    "http://app.example.com/account",
    "%2F%2Fevil.example",
    "%2Faccount",
  ])("is home for %j", (value) => {
    expect(returnPath(value, origin)).toBe("/");
  });

  it.each([undefined, null, 5, true, {}, [], ["/account"], ["/account", "/account"], () => "/a"])(
    "is home for %j, which is not a string",
    (value) => {
      expect(returnPath(value, origin)).toBe("/");
    },
  );

  it.each([
    "/sign-in",
    "/sign-in?callbackUrl=%2Fsign-in",
    "/sign-in#a",
    "/a/../sign-in",
    "/unavailable?step=page",
    "/api/auth/callback/google?code=1&state=2",
    "/api/health",
    "/a/..//api/x",
    "/a/../api/health",
    `${origin}/sign-in`,
    `${origin}/api/auth/session`,
  ])("never returns to the sign-in: %j", (value) => {
    expect(returnPath(value, origin)).toBe("/");
  });

  it("keeps 1024 characters and drops one more", () => {
    const longest = `/${"a".repeat(1023)}`;
    expect(returnPath(longest)).toBe(longest);
    expect(returnPath(`${longest}a`)).toBe("/");
    expect(returnPath(`/${"a".repeat(5_000_000)}`)).toBe("/");
  });

  it.each(["/\uff0fevil.example", "/\u2028/evil.example", "/\u2029evil.example", "/\ud800", "/é"])(
    "leaves nothing but ASCII of %j, on our origin",
    (value) => {
      const path = returnPath(value, origin);
      expect(path).toMatch(/^\/(?!\/)[\x21-\x7e]*$/);
      expect(new URL(path, origin).origin).toBe(origin);
    },
  );

  // The start of a sign-in reduces the path and stores it in the cookie; the callback reduces it again.
  it.each([
    ["an ordinary path", "/account?a=1#b"],
    ["one with dots", "/a/../b"],
    ["150 Japanese characters", `/search?q=${"日".repeat(150)}`],
  ])("stays the same when it is reduced again: %s", (_, value) => {
    const once = returnPath(value, origin);
    expect(returnPath(once, origin)).toBe(once);
  });
});

describe("the path to the sign-in card", () => {
  it("has no parameter when it returns home", () => {
    expect(signInPath("/")).toBe("/sign-in");
  });

  it("carries a whole path in one parameter, query and hash included", () => {
    const path = "/account?a=1&b=2#c";
    const url = new URL(signInPath(path), origin);
    expect(url.pathname).toBe("/sign-in");
    expect(url.hash).toBe("");
    expect([...url.searchParams]).toEqual([["callbackUrl", path]]);
  });
});

describe("the page that a form was on", () => {
  it.each([
    [`${origin}/sign-in?callbackUrl=%2Faccount`, "/sign-in?callbackUrl=%2Faccount"],
    [`${origin}/account/sessions`, "/account/sessions"],
    [`${origin}/`, "/"],
  ])("of the referer %j is %j", (referer, path) => {
    expect(pagePath(referer, origin)).toBe(path);
  });

  it.each([
    null,
    "",
    `https://${evil}/account`,
    `${origin}.${evil}/account`,
    `${origin}//${evil}`,
    `${origin}/api/auth/signout`,
    `${origin}/%75navailable?returnTo=%2F`,
    `${origin}/too-many?returnTo=%2F`,
    `${origin}/refused`,
    `${origin}/${"a".repeat(1025)}`,
  ])("of the referer %j is the home page", (referer) => {
    expect(pagePath(referer, origin)).toBe("/");
  });
});

import { beforeEach, describe, expect, it, vi } from "vitest";
import { readCookie } from "./cookies";

describe("a cookie's value", () => {
  it.each([
    ["alone", "a=1"],
    ["among others", "b=2; a=1; c=3"],
    ["without spaces", "b=2;a=1;c=3"],
    ["beside names that begin or end like it", "aa=2; a=1; xa=3; a.0=4; __Host-a=5; A=6"],
    ["beside a value that looks like it", "b=a=9; a=1"],
    ["beside garbage", ";;; =; a; a=1; ; ="],
  ])("is read %s", (_, header) => {
    expect(readCookie(header, "a")).toBe("1");
  });

  it.each([
    ["a=", ""],
    ["a=b=c==", "b=c=="],
    ['a="1"', '"1"'],
    ["a=%20", "%20"],
  ])("is read as it was sent: %s", (header, value) => {
    expect(readCookie(header, "a")).toBe(value);
  });

  it.each([
    ["there is no header", null],
    ["the header is empty", ""],
    ["it is absent", "b=2"],
    ["only its name is present", "a"],
    ["only similar names are present", "aa=1; xa=2; a.0=3; a =4; A=5; __Host-a=6"],
    ["it was sent twice", "a=1; a=2"],
    ["it was sent twice with one value", "a=1; b=2; a=1"],
    ["it was sent a second time, empty", "a=1; a="],
    ["it was sent a thousand times", "a=1; ".repeat(1000)],
  ])("is null when %s", (_, header) => {
    expect(readCookie(header, "a")).toBeNull();
  });
});

describe.each([
  ["https://app.example.com", "__Host-", true],
  ["http://localhost:3000", "", false],
])("the cookies of %s", (origin, prefix, secure) => {
  beforeEach(() => {
    vi.stubEnv("AUTH_URL", origin);
    vi.resetModules();
  });

  it(`begin with ${prefix || "no prefix"}, each under a name of its own`, async () => {
    const cookies = await import("./cookies");
    const names = Object.entries(cookies)
      .filter(([name]) => /CookieNames?$/.test(name))
      .map(([, nameOf]) => (nameOf as () => string | Record<string, string>)())
      .flatMap((named) => (typeof named === "string" ? named : Object.values(named)));
    expect(names.sort()).toEqual([
      `${prefix}authjs.callback-url`,
      `${prefix}authjs.nonce`,
      `${prefix}authjs.pkce.code_verifier`,
      `${prefix}authjs.session-token`,
      `${prefix}authjs.state`,
      `${prefix}foyer.connect-offer`,
      `${prefix}foyer.device`,
      `${prefix}foyer.flash`,
      `${prefix}foyer.intent`,
      `${prefix}foyer.last-provider`,
      `${prefix}foyer.led-back`,
    ]);
  });

  it("are out of reach for scripts, other sites and subdomains", async () => {
    const { authCookies, cookieOptions } = await import("./cookies");
    // A __Host- cookie must have the path "/" and no domain (RFC 6265bis, section 4.1.3.2).
    const options = { httpOnly: true, sameSite: "lax", path: "/", secure };
    expect(cookieOptions()).toStrictEqual(options);
    for (const cookie of Object.values(authCookies())) {
      expect(cookie.options).toStrictEqual(options);
      expect(cookie.name.startsWith(`${prefix}authjs.`)).toBe(true);
    }
  });
});

import { beforeEach, describe, expect, it, vi } from "vitest";
import { readCookie, readCookies } from "./cookies";

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
    // Browsers trim spaces and tabs, and no other white space (RFC 6265bis, section 5.6).
    ["a=1\u00a0", "1\u00a0"],
    ["a=\u00a01; b=2", "\u00a01"],
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
    // Browsers accept it from any page of a subdomain, and it would hide behind our name.
    ["only a name with a no-break space is present", "\u00a0a=1"],
  ])("is null when %s", (_, header) => {
    expect(readCookie(header, "a")).toBeNull();
  });

  it("is not doubled by a name with a no-break space", () => {
    expect(readCookie("a=1; \u00a0a=2", "a")).toBe("1");
  });
});

describe("the cookies whose names begin alike", () => {
  it("are all returned, doubled ones too, in the order of the header", () => {
    expect(readCookies("x.2=b; y.1=c; x.1=a=; x.=; xx.1=d; X.1=e; x.2=f; x.3", "x.")).toEqual([
      { name: "x.2", value: "b" },
      { name: "x.1", value: "a=" },
      { name: "x.", value: "" },
      { name: "x.2", value: "f" },
    ]);
  });

  it.each([null, "", "y.1=a"])("are none in the header %j", (header) => {
    expect(readCookies(header, "x.")).toEqual([]);
  });
});

describe.each([
  ["https://app.example.com", "__Host-", "", true],
  ["https://localhost:3000", "__Host-", "", true],
  ["http://app.example.com:3000", "", "", false],
  // Cookies ignore ports, and a developer's machine has an app on each of several.
  ["http://localhost:3000", "", ".3000", false],
  ["http://localhost", "", ".80", false],
  ["http://app.localhost:3001", "", ".3001", false],
  ["http://127.0.0.1:8080", "", ".8080", false],
  ["http://[::1]:8080", "", ".8080", false],
  ["http://localhost.example.com:3000", "", "", false],
])("the cookies of %s", (origin, prefix, suffix, secure) => {
  beforeEach(() => {
    vi.stubEnv("AUTH_URL", origin);
    vi.resetModules();
  });

  it(`begin with ${prefix || "no prefix"} and end in ${suffix || "nothing more"}, each under a name of its own`, async () => {
    const cookies = await import("./cookies");
    const names = Object.entries(cookies)
      .filter(([name]) => name.endsWith("CookieName"))
      .map(([, nameOf]) => (nameOf as (id: string) => string)("id"));
    expect(names.sort()).toEqual([
      `${prefix}authjs.session-token${suffix}`,
      `${prefix}foyer.connect-offer${suffix}`,
      `${prefix}foyer.device${suffix}`,
      `${prefix}foyer.flash${suffix}`,
      `${prefix}foyer.flow${suffix}.id`,
      `${prefix}foyer.last-provider${suffix}`,
      `${prefix}foyer.led-back${suffix}`,
      `${prefix}foyer.locale${suffix}`,
      `${prefix}foyer.signed-out${suffix}`,
      `${prefix}foyer.theme${suffix}`,
    ]);
  });

  it("are out of reach for scripts, other sites and subdomains", async () => {
    const { cookieOptions } = await import("./cookies");
    // A __Host- cookie must have the path "/" and no domain (RFC 6265bis, section 4.1.3.2).
    const options = { httpOnly: true, sameSite: "lax", path: "/", secure };
    expect(cookieOptions()).toStrictEqual(options);
  });

  it("of one flow are found by the prefix that all flows share", async () => {
    const { flowCookieName, flowCookiePrefix } = await import("./cookies");
    expect(flowCookieName("id")).toBe(`${flowCookiePrefix()}id`);
  });
});

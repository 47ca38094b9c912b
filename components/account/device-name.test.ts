import { describe, expect, it } from "vitest";
import { translator } from "@/lib/i18n/translator";
import { describeDevice, signOutTitle } from "./device-name";

const agents: [string, string, string][] = [
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0",
    "Firefox on Windows",
    "desktop",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15",
    "Safari on macOS",
    "desktop",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
    "Safari on iOS",
    "mobile",
  ],
  [
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Mobile Safari/537.36",
    "Chrome on Android",
    "mobile",
  ],
  [
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36",
    "Chrome on Linux",
    "desktop",
  ],
  [
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36 Edg/138.0.0.0",
    "Microsoft Edge on Windows",
    "desktop",
  ],
];

describe("a device name", () => {
  it.each(agents)("%s", (userAgent, name, kind) => {
    expect(describeDevice(userAgent, translator("en"))).toEqual({ name, kind });
  });

  it.each([
    null,
    "",
    " ",
    "x",
    "/",
    "()",
    "<img src=x onerror=alert(1)>",
    "\u202eevil",
    "Mozilla/5.0",
    "constructor",
    "__proto__/1.0 (__proto__)",
    "a".repeat(512),
    `${"a".repeat(500)}/1.0 (x)`,
    "Mozilla/5.0 (".repeat(39),
  ])("is a short name for %j", (userAgent) => {
    const { name, kind } = describeDevice(userAgent, translator("en"));
    expect(name.length).toBeGreaterThan(0);
    expect(name.length).toBeLessThanOrEqual(90);
    expect(["desktop", "mobile", "tablet", "unknown"]).toContain(kind);
  });
});

describe("the question before a device is signed out", () => {
  const title = (userAgent: string | null) => signOutTitle(userAgent, translator("de"));

  it("names the browser", () => {
    expect(title(agents[0]?.[0] ?? "")).toBe("Firefox unter Windows abmelden?");
  });

  it.each([null, "", "curl/8.0", "\u202e"])("says that it is unknown: %j", (userAgent) => {
    expect(title(userAgent)).toBe("Diesen unbekannten Browser abmelden?");
  });
});

import { describe, expect, it } from "vitest";
import { linesAbout, problemOf, readChanged } from "@/lib/test-support/environment";

describe("a valid environment", () => {
  it("has a default for every optional variable", () => {
    expect(readChanged({})).toMatchObject({
      origin: "https://app.example.com",
      LOG_LEVEL: "info",
      DATABASE_POOL_MAX: 10,
      DATABASE_PREPARE: true,
      AUTH_TRUST_HOST: false,
      AUTH_LINK_VERIFIED_EMAIL: "true",
      SIGN_UP: "open",
      ALLOWED_EMAIL_DOMAINS: [],
      ALLOWED_EMAILS: [],
      ADMIN_EMAILS: [],
      TRUSTED_PROXY_HOPS: 0,
      SESSION_IDLE_TIMEOUT: 30 * 24 * 60 * 60,
      SESSION_MAX_AGE: 90 * 24 * 60 * 60,
      ACTIVITY_MAX_AGE: 365 * 24 * 60 * 60,
      NEW_DEVICE_WAIT: 24 * 60 * 60,
      RATE_LIMIT: true,
      RATE_LIMIT_SIGN_IN: { points: 300, durationSeconds: 60 },
      RATE_LIMIT_CALLBACK: { points: 300, durationSeconds: 60 },
      RATE_LIMIT_ACCOUNT: { points: 300, durationSeconds: 60 },
      RATE_LIMIT_PERSON: { points: 60, durationSeconds: 60 },
      RATE_LIMIT_EXPORT: { points: 10, durationSeconds: 3_600 },
    });
  });

  it.each([
    ["5m", 300],
    ["90m", 5_400],
    ["12h", 43_200],
    [" 400d ", 34_560_000],
  ])("reads the length of time %j as %j seconds", (value, seconds) => {
    expect(readChanged({ SESSION_IDLE_TIMEOUT: value }).SESSION_IDLE_TIMEOUT).toBe(seconds);
    expect(readChanged({ SESSION_MAX_AGE: value }).SESSION_MAX_AGE).toBe(seconds);
  });

  it.each([
    ["0", 0],
    [" 0 ", 0],
    ["1s", 1],
    ["90s", 90],
    ["48h", 172_800],
    ["30d", 2_592_000],
  ])("reads the wait of a new device %j as %j seconds", (value, seconds) => {
    expect(readChanged({ NEW_DEVICE_WAIT: value }).NEW_DEVICE_WAIT).toBe(seconds);
  });

  it("has a new device wait no longer than half of a session's life, unless set", () => {
    expect(readChanged({ SESSION_MAX_AGE: "12h" }).NEW_DEVICE_WAIT).toBe(6 * 60 * 60);
    expect(readChanged({ SESSION_MAX_AGE: "48h" }).NEW_DEVICE_WAIT).toBe(24 * 60 * 60);
    const changed = { SESSION_MAX_AGE: "12h", NEW_DEVICE_WAIT: "11h" };
    expect(readChanged(changed).NEW_DEVICE_WAIT).toBe(11 * 60 * 60);
  });

  it("rejects a wait that no session would outlive", () => {
    const problem = problemOf({ SESSION_MAX_AGE: "12h", NEW_DEVICE_WAIT: "12h" });
    expect(linesAbout("NEW_DEVICE_WAIT", problem)).toEqual([
      expect.stringContaining("must be shorter than SESSION_MAX_AGE"),
    ]);
  });

  it.each([
    ["1/1m", { points: 1, durationSeconds: 60 }],
    [" 1000000/24h ", { points: 1_000_000, durationSeconds: 86_400 }],
  ])("reads the rate %j", (value, rate) => {
    expect(readChanged({ RATE_LIMIT_SIGN_IN: value }).RATE_LIMIT_SIGN_IN).toEqual(rate);
  });

  it.each([
    "300",
    "300/",
    "/1m",
    "0/1m",
    "-1/1m",
    "1.5/1m",
    "1e3/1m",
    "1000001/1m",
    "300/1",
    "300/0m",
    "300/25h",
    "300/1m/1m",
    "off",
  ])("rejects the rate %j", (value) => {
    const [line] = linesAbout("RATE_LIMIT_SIGN_IN", problemOf({ RATE_LIMIT_SIGN_IN: value }));
    expect(line).toContain("such as 300/1m");
  });

  it.each([
    "LOG_LEVEL",
    "DATABASE_POOL_MAX",
    "DATABASE_PREPARE",
    "AUTH_TRUST_HOST",
    "AUTH_LINK_VERIFIED_EMAIL",
    "SIGN_UP",
    "ALLOWED_EMAIL_DOMAINS",
    "ALLOWED_EMAILS",
    "ADMIN_EMAILS",
    "AUTH_GOOGLE_ISSUER",
    "AUTH_GITHUB_ID",
    "AUTH_GITHUB_SECRET",
    "AUTH_GITHUB_ENTERPRISE_URL",
    "TRUSTED_PROXY_HOPS",
    "SESSION_IDLE_TIMEOUT",
    "SESSION_MAX_AGE",
    "ACTIVITY_MAX_AGE",
    "NEW_DEVICE_WAIT",
    "CRON_SECRET",
    "RATE_LIMIT",
    "RATE_LIMIT_SIGN_IN",
    "RATE_LIMIT_PERSON",
    "RATE_LIMIT_EXPORT",
    "VERCEL",
  ])("reads an empty %s as unset", (name) => {
    expect(readChanged({ [name]: "" })).toEqual(readChanged({}));
    expect(readChanged({ [name]: "  \t" })).toEqual(readChanged({}));
  });

  it.each([
    ["true", true],
    ["1", true],
    ["on", true],
    ["false", false],
    ["0", false],
    ["off", false],
  ])("reads the flag %j as %j", (value, meaning) => {
    expect(readChanged({ AUTH_TRUST_HOST: value }).AUTH_TRUST_HOST).toBe(meaning);
    const linking = readChanged({ AUTH_LINK_VERIFIED_EMAIL: value }).AUTH_LINK_VERIFIED_EMAIL;
    expect(linking).toBe(String(meaning));
    expect(readChanged({ DATABASE_PREPARE: value }).DATABASE_PREPARE).toBe(meaning);
  });

  it.each(["open", "invite", "approval", "closed"])("accepts %s for SIGN_UP", (SIGN_UP) => {
    expect(readChanged({ SIGN_UP }).SIGN_UP).toBe(SIGN_UP);
  });

  it("reads lists of domains and addresses in lower case, and ignores spaces and empty entries", () => {
    const { ALLOWED_EMAIL_DOMAINS, ALLOWED_EMAILS, ADMIN_EMAILS } = readChanged({
      ALLOWED_EMAIL_DOMAINS: " Example.COM, sub.example.org,",
      ALLOWED_EMAILS: "Ada@Example.com",
      ADMIN_EMAILS: "grace@example.com ,ada@example.com",
    });
    expect(ALLOWED_EMAIL_DOMAINS).toEqual(["example.com", "sub.example.org"]);
    expect(ALLOWED_EMAILS).toEqual(["ada@example.com"]);
    expect(ADMIN_EMAILS).toEqual(["grace@example.com", "ada@example.com"]);
  });

  it("also accepts authoritative for AUTH_LINK_VERIFIED_EMAIL", () => {
    const { AUTH_LINK_VERIFIED_EMAIL } = readChanged({ AUTH_LINK_VERIFIED_EMAIL: "authoritative" });
    expect(AUTH_LINK_VERIFIED_EMAIL).toBe("authoritative");
  });

  it("counts a secret's bytes", () => {
    expect(readChanged({ AUTH_SECRET: "é".repeat(16) }).AUTH_SECRET).toBe("é".repeat(16));
    expect(problemOf({ AUTH_SECRET: `${"é".repeat(15)}x` })).toContain("AUTH_SECRET");
  });
});

import { describe, expect, it } from "vitest";
import { EnvironmentError, readEnv } from "./env";

type Source = Record<string, string | undefined>;
const good: Source = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://foyer:pw@db.example.com:5432/foyer",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  AUTH_URL: "https://app.example.com",
  AUTH_GOOGLE_ID: "google-id",
  AUTH_GOOGLE_SECRET: "google-secret",
};
const read = (changes: Source) => readEnv({ ...good, ...changes });

function problemOf(changes: Source): string {
  try {
    read(changes);
  } catch (error) {
    expect(error).toBeInstanceOf(EnvironmentError);
    return (error as EnvironmentError).message;
  }
  throw new Error(`${JSON.stringify(changes)} was accepted`);
}
const lineOf = (name: string, message: string) =>
  message.split("\n").filter((line) => line.startsWith(`  - ${name} `));

describe("an environment in order", () => {
  it("has a default for all that may be left out", () => {
    expect(read({})).toMatchObject({
      origin: "https://app.example.com",
      LOG_LEVEL: "info",
      DATABASE_POOL_MAX: 10,
      DATABASE_PREPARE: true,
      AUTH_TRUST_HOST: false,
      AUTH_LINK_VERIFIED_EMAIL: "true",
      TRUSTED_PROXY_HOPS: 0,
      SESSION_IDLE_TIMEOUT: 30 * 24 * 60 * 60,
      SESSION_MAX_AGE: 90 * 24 * 60 * 60,
      ACTIVITY_MAX_AGE: 365 * 24 * 60 * 60,
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
    expect(read({ SESSION_IDLE_TIMEOUT: value }).SESSION_IDLE_TIMEOUT).toBe(seconds);
    expect(read({ SESSION_MAX_AGE: value }).SESSION_MAX_AGE).toBe(seconds);
  });

  it.each([
    ["1/1m", { points: 1, durationSeconds: 60 }],
    [" 1000000/24h ", { points: 1_000_000, durationSeconds: 86_400 }],
  ])("reads the rate %j", (value, rate) => {
    expect(read({ RATE_LIMIT_SIGN_IN: value }).RATE_LIMIT_SIGN_IN).toEqual(rate);
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
  ])("refuses the rate %j", (value) => {
    const [line] = lineOf("RATE_LIMIT_SIGN_IN", problemOf({ RATE_LIMIT_SIGN_IN: value }));
    expect(line).toContain("such as 300/1m");
  });

  it.each([
    "LOG_LEVEL",
    "DATABASE_POOL_MAX",
    "DATABASE_PREPARE",
    "AUTH_TRUST_HOST",
    "AUTH_REDIRECT_PROXY_URL",
    "AUTH_REDIRECT_PROXY_SECRET",
    "AUTH_REDIRECT_PROXY_ORIGINS",
    "AUTH_LINK_VERIFIED_EMAIL",
    "AUTH_GOOGLE_ISSUER",
    "AUTH_GITHUB_ID",
    "AUTH_GITHUB_SECRET",
    "AUTH_GITHUB_ENTERPRISE_URL",
    "TRUSTED_PROXY_HOPS",
    "SESSION_IDLE_TIMEOUT",
    "SESSION_MAX_AGE",
    "ACTIVITY_MAX_AGE",
    "CRON_SECRET",
    "RATE_LIMIT",
    "RATE_LIMIT_SIGN_IN",
    "RATE_LIMIT_PERSON",
    "RATE_LIMIT_EXPORT",
    "VERCEL",
  ])("takes an empty %s for one that is not set", (name) => {
    expect(read({ [name]: "" })).toEqual(read({}));
    expect(read({ [name]: "  \t" })).toEqual(read({}));
  });

  it.each([
    ["true", true],
    ["1", true],
    ["on", true],
    ["false", false],
    ["0", false],
    ["off", false],
  ])("reads the flag %j as %j", (value, meaning) => {
    expect(read({ AUTH_TRUST_HOST: value }).AUTH_TRUST_HOST).toBe(meaning);
    const linking = read({ AUTH_LINK_VERIFIED_EMAIL: value }).AUTH_LINK_VERIFIED_EMAIL;
    expect(linking).toBe(String(meaning));
    expect(read({ DATABASE_PREPARE: value }).DATABASE_PREPARE).toBe(meaning);
  });

  it("knows a third answer to which addresses link", () => {
    const { AUTH_LINK_VERIFIED_EMAIL } = read({ AUTH_LINK_VERIFIED_EMAIL: "authoritative" });
    expect(AUTH_LINK_VERIFIED_EMAIL).toBe("authoritative");
  });

  it("counts a secret's bytes", () => {
    expect(read({ AUTH_SECRET: "é".repeat(16) }).AUTH_SECRET).toBe("é".repeat(16));
    expect(problemOf({ AUTH_SECRET: `${"é".repeat(15)}x` })).toContain("AUTH_SECRET");
  });
});

describe("a variable that is missing", () => {
  it.each(["DATABASE_URL", "AUTH_SECRET", "AUTH_URL"])("%s is named, with what to do", (name) => {
    for (const value of [undefined, "", "   "]) {
      const [line, ...more] = lineOf(name, problemOf({ [name]: value }));
      expect(line).toContain("is missing");
      expect(line).toMatch(/set it to|make one with/);
      expect(more).toEqual([]);
    }
  });

  it.each([
    ["AUTH_GOOGLE_ID", "AUTH_GOOGLE_SECRET"],
    ["AUTH_GOOGLE_SECRET", "AUTH_GOOGLE_ID"],
    ["AUTH_GITHUB_ID", "AUTH_GITHUB_SECRET"],
    ["AUTH_GITHUB_SECRET", "AUTH_GITHUB_ID"],
  ])("%s is named when %s is there without it", (missing, present) => {
    for (const value of [undefined, "", " "]) {
      const message = problemOf({ [missing]: value, [present]: "s3cret" });
      expect(lineOf(missing, message)).toHaveLength(1);
      expect(lineOf(present, message)).toHaveLength(0);
    }
  });
});

describe("a variable that is wrong", () => {
  it.each([
    ["DATABASE_URL", "mysql://s3cret@db/x"],
    ["DATABASE_URL", "s3cret"],
    ["DATABASE_URL", "postgres://"],
    ["DATABASE_URL", "postgres://a:s3 cret@db/x"],
    ["AUTH_SECRET", "s3cret"],
    ["AUTH_SECRET_1", "s3cret"],
    ["AUTH_SECRET_3", "s3cret".padEnd(31, "x")],
    ["AUTH_SECRET", "s3cret".padEnd(31, "x")],
    ["AUTH_URL", "s3cret.example.com"],
    ["AUTH_URL", "https://app.example.com/s3cret"],
    ["AUTH_URL", "https://app.example.com?s3cret"],
    ["AUTH_URL", "https://app.example.com/#s3cret"],
    ["AUTH_URL", "https://ada:s3cret@app.example.com"],
    ["AUTH_URL", "ftp://s3cret.example.com"],
    ["AUTH_URL", "javascript:s3cret"],
    ["AUTH_REDIRECT_PROXY_URL", "http://s3cret.example.com/api/auth"],
    ["AUTH_REDIRECT_PROXY_SECRET", "s3cret"],
    ["AUTH_REDIRECT_PROXY_ORIGINS", "https://s3cret.example.com/path"],
    ["AUTH_REDIRECT_PROXY_ORIGINS", "https://*"],
    ["AUTH_REDIRECT_PROXY_ORIGINS", "https://*.app"],
    ["AUTH_REDIRECT_PROXY_ORIGINS", "https://*-*.vercel.app"],
    ["AUTH_REDIRECT_PROXY_ORIGINS", "https://s3cret.*.app"],
    ["AUTH_REDIRECT_PROXY_ORIGINS", "http://s3cret.example.com"],
    ["AUTH_GOOGLE_ISSUER", "http://s3cret.example.com"],
    ["AUTH_GOOGLE_ISSUER", "http://localhost.s3cret.example"],
    ["AUTH_GOOGLE_ISSUER", "http://127.0.0.1.s3cret.example"],
    ["AUTH_GOOGLE_ISSUER", "http://localhost@s3cret.example"],
    ["AUTH_GOOGLE_ISSUER", "http://s3cret.example#localhost"],
    ["AUTH_GOOGLE_ISSUER", "accounts.s3cret.example"],
    ["AUTH_GOOGLE_ISSUER", "file:///s3cret"],
    ["AUTH_GITHUB_ENTERPRISE_URL", "http://github.s3cret.example"],
    ["AUTH_GITHUB_ENTERPRISE_URL", "javascript:s3cret"],
    ["AUTH_TRUST_HOST", "s3cret"],
    ["AUTH_LINK_VERIFIED_EMAIL", "s3cret"],
    ["DATABASE_PREPARE", "s3cret"],
    ["LOG_LEVEL", "s3cret"],
    ["DATABASE_POOL_MAX", "s3cret"],
    ["DATABASE_POOL_MAX", "0"],
    ["DATABASE_POOL_MAX", "1001"],
    ["DATABASE_POOL_MAX", "2.5"],
    ["DATABASE_POOL_MAX", "-1"],
    ["DATABASE_POOL_MAX", "Infinity"],
    ["SESSION_IDLE_TIMEOUT", "s3cret"],
    ["SESSION_IDLE_TIMEOUT", "4m"],
    ["SESSION_IDLE_TIMEOUT", "401d"],
    ["SESSION_IDLE_TIMEOUT", "30"],
    ["SESSION_IDLE_TIMEOUT", "30 days"],
    ["SESSION_IDLE_TIMEOUT", "-30d"],
    ["SESSION_IDLE_TIMEOUT", "1e9d"],
    ["SESSION_MAX_AGE", "0d"],
    ["SESSION_MAX_AGE", "Infinity"],
    ["ACTIVITY_MAX_AGE", "23h"],
    ["ACTIVITY_MAX_AGE", "3651d"],
    ["CRON_SECRET", "s3cret"],
    ["TRUSTED_PROXY_HOPS", "s3cret"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["TRUSTED_PROXY_HOPS", "11"],
    ["TRUSTED_PROXY_HOPS", "0.5"],
  ])("%s=%s is named, and its value is not shown", (name, value) => {
    const message = problemOf({ [name]: value });
    expect(lineOf(name, message)).not.toEqual([]);
    expect(message).not.toContain("s3cret");
    for (const other of Object.keys(good)) {
      if (other !== name) expect(lineOf(other, message)).toEqual([]);
    }
  });
});

describe("the message about an environment that cannot be used", () => {
  it("lists every problem at once, whatever its kind", () => {
    const message = problemOf({
      DATABASE_URL: undefined,
      AUTH_SECRET: "short",
      AUTH_URL: undefined,
      AUTH_GOOGLE_SECRET: undefined,
      AUTH_GITHUB_SECRET: "x",
      TRUSTED_PROXY_HOPS: "many",
    });
    for (const name of [
      "DATABASE_URL",
      "AUTH_SECRET",
      "AUTH_URL",
      "AUTH_GOOGLE_SECRET",
      "AUTH_GITHUB_ID",
      "TRUSTED_PROXY_HOPS",
    ]) {
      expect(lineOf(name, message), name).toHaveLength(1);
    }
  });

  it("shows no value of any variable, of those that are in order neither", () => {
    const secrets = Object.fromEntries(Object.keys(good).map((name) => [name, `s3cret-${name}`]));
    const oneWrong = {
      DATABASE_URL: "postgres://s3cret:s3cret@s3cret/s3cret",
      AUTH_SECRET: "s3cret".repeat(9),
      AUTH_GOOGLE_SECRET: "s3cret",
      DATABASE_POOL_MAX: "none",
    };
    for (const source of [secrets, oneWrong]) {
      const message = problemOf(source);
      expect(message).not.toContain("s3cret");
    }
  });
});

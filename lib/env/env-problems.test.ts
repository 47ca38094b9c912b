import { describe, expect, it } from "vitest";
import {
  expectProblemOf,
  linesAbout,
  problemOf,
  validEnvironment,
} from "@/lib/test-support/environment";

describe("a missing variable", () => {
  it.each(["DATABASE_URL", "AUTH_SECRET", "AUTH_URL"])("%s is named, with the remedy", (name) => {
    for (const value of [undefined, "", "   "]) {
      const [line, ...more] = linesAbout(name, problemOf({ [name]: value }));
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
  ])("%s is named when %s is set without it", (missing, present) => {
    for (const value of [undefined, "", " "]) {
      const message = problemOf({ [missing]: value, [present]: "s3cret" });
      expect(linesAbout(missing, message)).toHaveLength(1);
      expect(linesAbout(present, message)).toHaveLength(0);
    }
  });
});

describe("an invalid variable", () => {
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
    ["LOCALES", "de,s3cret"],
    ["LOCALES", ","],
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
    ["SIGN_UP", "s3cret"],
    ["SIGN_UP", "Open"],
    ["ALLOWED_EMAIL_DOMAINS", "s3cret"],
    ["ALLOWED_EMAIL_DOMAINS", "@s3cret.example"],
    ["ALLOWED_EMAIL_DOMAINS", "*.s3cret.example"],
    ["ALLOWED_EMAIL_DOMAINS", "example.com s3cret.example"],
    ["ALLOWED_EMAIL_DOMAINS", "s3cret.exämple"],
    ["ALLOWED_EMAIL_DOMAINS", ","],
    ["ALLOWED_EMAILS", "s3cret.example"],
    ["ALLOWED_EMAILS", "ada@s3cret.example grace@s3cret.example"],
    ["ALLOWED_EMAILS", ", ,"],
    ["ADMIN_EMAILS", "Ada <ada@s3cret.example>"],
    ["ADMIN_EMAILS", ","],
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
    ["SESSION_MAX_AGE", "299s"],
    ["NEW_DEVICE_WAIT", "0s"],
    ["NEW_DEVICE_WAIT", "-1s"],
    ["NEW_DEVICE_WAIT", "off"],
    ["NEW_DEVICE_WAIT", "24"],
    ["NEW_DEVICE_WAIT", "31d"],
    ["ACTIVITY_MAX_AGE", "23h"],
    ["ACTIVITY_MAX_AGE", "3651d"],
    ["CRON_SECRET", "s3cret"],
    ["TRUSTED_PROXY_HOPS", "s3cret"],
    ["TRUSTED_PROXY_HOPS", "-1"],
    ["TRUSTED_PROXY_HOPS", "11"],
    ["TRUSTED_PROXY_HOPS", "0.5"],
  ])("%s=%s is named, and its value is not shown", expectProblemOf);
});

describe("the message about an invalid environment", () => {
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
      expect(linesAbout(name, message), name).toHaveLength(1);
    }
  });

  it("shows no value of any variable, valid or not", () => {
    const secrets = Object.fromEntries(
      Object.keys(validEnvironment).map((name) => [name, `s3cret-${name}`]),
    );
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

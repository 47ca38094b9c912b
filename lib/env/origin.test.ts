import { describe, expect, it } from "vitest";
import { readEnv } from "./env";

type Source = Record<string, string | undefined>;
const appUrl = "https://app.example.com";
const read = (changes: Source) =>
  readEnv({
    NODE_ENV: "production",
    DATABASE_URL: "postgres://foyer:pw@db.example.com:5432/foyer",
    AUTH_SECRET: "0123456789abcdef0123456789abcdef",
    AUTH_URL: appUrl,
    ...changes,
  });

describe("the canonical origin", () => {
  const vercel = {
    AUTH_URL: undefined,
    VERCEL: "1",
    VERCEL_URL: "foyer-a1b2.vercel.app",
    VERCEL_PROJECT_PRODUCTION_URL: "foyer.example.com",
  };

  it.each([
    ["AUTH_URL", { AUTH_URL: "https://app.example.com" }, "https://app.example.com"],
    ["AUTH_URL without its slash", { AUTH_URL: "https://App.Example.com/" }, appUrl],
    ["AUTH_URL with a port", { AUTH_URL: "http://10.0.0.5:8080" }, "http://10.0.0.5:8080"],
    ["AUTH_URL before Vercel's", { ...vercel, VERCEL_ENV: "production", AUTH_URL: appUrl }, appUrl],
    [
      "the project's address in production on Vercel",
      { ...vercel, VERCEL_ENV: "production" },
      "https://foyer.example.com",
    ],
    [
      "the deployment's address in production on Vercel, where the project has none",
      { ...vercel, VERCEL_ENV: "production", VERCEL_PROJECT_PRODUCTION_URL: "" },
      "https://foyer-a1b2.vercel.app",
    ],
    [
      "the deployment's own address in a preview on Vercel",
      { ...vercel, VERCEL_ENV: "preview" },
      "https://foyer-a1b2.vercel.app",
    ],
    [
      "this machine in development",
      { NODE_ENV: "development", AUTH_URL: undefined },
      "http://localhost:3000",
    ],
    [
      "this machine's port in development",
      { NODE_ENV: "development", AUTH_URL: "", PORT: "4000" },
      "http://localhost:4000",
    ],
  ])("is %s", (_, changes, origin) => {
    expect(read(changes).origin).toBe(origin);
  });

  it.each(["production", undefined, "staging"])("is never guessed with NODE_ENV %s", (NODE_ENV) => {
    expect(() => read({ NODE_ENV, AUTH_URL: undefined, PORT: "4000" })).toThrow("AUTH_URL");
  });
});

describe("the address of a provider", () => {
  it.each([
    "https://accounts.example.com",
    "https://ghe.example.com/",
    "http://localhost:9400",
    "http://127.0.0.1:9400/google",
    "http://[::1]:9400",
  ])("may be %s", (value) => {
    expect(read({ AUTH_GOOGLE_ISSUER: value }).AUTH_GOOGLE_ISSUER).toBe(value);
    const changes = { AUTH_GITHUB_ENTERPRISE_URL: value };
    expect(read(changes).AUTH_GITHUB_ENTERPRISE_URL).toBe(value);
  });
});

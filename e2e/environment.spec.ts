import { expect, test } from "@playwright/test";
import { AppServer } from "./support/app-server";

const sound = {
  DATABASE_URL: "postgres://foyer:very-secret-password@127.0.0.1:1/foyer",
  AUTH_SECRET: "a-secret-that-is-surely-longer-than-32-bytes",
  AUTH_URL: "https://app.example.com",
};

/** Starts the production build and waits for it to exit. */
async function failStart(environment: Record<string, string>) {
  const server = await AppServer.start(environment);
  const code = await server.exited();
  return { code, output: server.output() };
}

test("without settings the start fails with one message, which says how to set each", async () => {
  const { code, output } = await failStart({});
  expect(code).not.toBe(0);
  expect(output.match(/Foyer cannot start/g)).toHaveLength(1);
  expect(output).toMatch(/DATABASE_URL is missing: set it to/);
  expect(output).toMatch(/AUTH_SECRET is missing: make one with/);
  expect(output).toMatch(/AUTH_URL is missing: set it to/);
  expect(output).toContain(".env.local.example");
  expect(output).not.toMatch(/\n\s+at .*\.js/);
});

test("one message names every invalid setting and prints no values", async () => {
  const wrong = {
    DATABASE_URL: "mysql://root:pass-word-1@db/foyer",
    DATABASE_POOL_MAX: "lots-of-them",
    DATABASE_PREPARE: "perhaps-so",
    AUTH_SECRET: "short-secret-2",
    AUTH_URL: "https://app.example.com/api/auth-3",
    AUTH_GOOGLE_ID: "google-id-4",
    AUTH_GITHUB_SECRET: "github-secret-5",
    AUTH_GOOGLE_ISSUER: "http://issuer-6.example",
    TRUSTED_PROXY_HOPS: "minus-7",
    LOG_LEVEL: "loud-8",
  };
  const { code, output } = await failStart(wrong);
  expect(code).not.toBe(0);
  const names = Object.keys(wrong).filter((name) => !/^AUTH_(GOOGLE_ID|GITHUB_SECRET)$/.test(name));
  for (const name of names) expect(output, name).toContain(`- ${name} `);
  for (const value of Object.values(wrong)) expect(output.includes(value), "a value").toBe(false);
});

test("a provider with half of its credentials is named, with the missing half", async () => {
  const { code, output } = await failStart({
    ...sound,
    AUTH_GOOGLE_ID: "google-id-4",
    AUTH_GITHUB_SECRET: "github-secret-5",
  });
  expect(code).not.toBe(0);
  expect(output).toMatch(/AUTH_GOOGLE_SECRET is missing, though AUTH_GOOGLE_ID is set/);
  expect(output).toMatch(/AUTH_GITHUB_ID is missing, though AUTH_GITHUB_SECRET is set/);
  expect(output).not.toMatch(/google-id-4|github-secret-5|very-secret-password|a-secret-that/);
});

test("a setting of white space counts as missing", async () => {
  const { code, output } = await failStart({ ...sound, AUTH_SECRET: "  ", AUTH_URL: "" });
  expect(code).not.toBe(0);
  expect(output).toMatch(/AUTH_SECRET is missing/);
  expect(output).toMatch(/AUTH_URL is missing/);
});

test("without a provider the app starts, says so, and offers no sign-in", async () => {
  const server = await AppServer.start({ ...sound, AUTH_URL: "http://localhost:3000" });
  try {
    await server.ready();
    const home = await fetch(server.url);
    expect(home.status).toBe(200);
    expect(await home.text()).toContain("Sign-in isn’t set up yet");
    expect(server.output()).toContain("boot.no-provider");
  } finally {
    await server.stop();
  }
});

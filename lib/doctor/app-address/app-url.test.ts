import { expect, it } from "vitest";
import { checkAppUrl } from "./app-url";

const withoutMore = /^Set AUTH_URL=https:\/\/foyer\.test\.$/;

it.each<[what: string, value: string, status: string, fix: RegExp]>([
  ["a slash at the end", "https://foyer.test/", "warn", withoutMore],
  ["a path", "https://foyer.test/app", "fail", withoutMore],
  ["a query", "https://foyer.test?x=1", "fail", withoutMore],
  [
    "the path that other versions of Auth.js need",
    "https://foyer.test/api/auth",
    "fail",
    withoutMore,
  ],
  ["a password", "https://me:pw@foyer.test", "fail", withoutMore],
  ["no scheme", "foyer.test", "fail", /https:\/\//],
  ["http", "http://foyer.test", "fail", /terminates TLS.*AUTH_URL=https:\/\/foyer\.test\./],
  ["localhost", "http://localhost:3000", "fail", /-- --development/],
  ["an address to listen on", "http://0.0.0.0:3000", "fail", /HOSTNAME/],
  ["the host of an example", "https://app.example.com", "warn", /your own/],
])("reports AUTH_URL with %s in production, with a fix", (_, value, status, fix) => {
  const finding = checkAppUrl(value, "production");
  expect(finding).toMatchObject({ check: "AUTH_URL", status });
  expect(finding.fix).toMatch(fix);
  expect(JSON.stringify(finding)).not.toContain("me:pw");
});

it.each([
  ["https://foyer.test", "production"],
  ["https://foyer.test:8443", "production"],
  ["http://localhost:3000", "development"],
  ["http://127.0.0.1:3000", "development"],
] as const)("accepts AUTH_URL=%s in %s", (value, rules) => {
  expect(checkAppUrl(value, rules)).toMatchObject({ status: "ok" });
});

it("warns of http to another machine in development", () => {
  expect(checkAppUrl("http://10.0.0.5:3000", "development")).toMatchObject({ status: "warn" });
});

import { expect, it } from "vitest";
import { checkHosting } from "./hosting";
import type { Source } from "./report";

function worth(source: Source, inContainer = false) {
  return checkHosting(source, inContainer)
    .filter(({ status }) => status !== "ok")
    .map(({ check, status, fix }) => `${check} ${status}: ${fix}`);
}

const https = "https://foyer.test";

it.each<[string, Source, RegExp]>([
  ["https without a counted proxy", { AUTH_URL: https }, /^TRUSTED_PROXY_HOPS warn/],
  [
    "more proxies than the doctor can know of",
    { AUTH_URL: https, TRUSTED_PROXY_HOPS: "2" },
    /^TRUSTED_PROXY_HOPS warn: Count the proxies .* \/account\/sessions/,
  ],
  [
    "a proxy for an address that needs none",
    { AUTH_URL: "http://foyer.test", TRUSTED_PROXY_HOPS: "1" },
    /^TRUSTED_PROXY_HOPS warn/,
  ],
])("finds %s", (_, source, finding) => {
  expect(worth(source)).toEqual([expect.stringMatching(finding)]);
});

it.each<[string, Source]>([
  ["a counted proxy", { AUTH_URL: https, TRUSTED_PROXY_HOPS: "1" }],
  ["Vercel in production", { AUTH_URL: https, VERCEL: "1", VERCEL_ENV: "production" }],
])("accepts %s", (_, source) => {
  expect(worth(source)).toEqual([]);
});

it.each([
  ["127.0.0.1", "fail"],
  ["localhost", "fail"],
  ["3f2a9c1b7d10", "warn"],
])("in a container, HOSTNAME=%s is a reason to %s", (HOSTNAME, status) => {
  expect(worth({ HOSTNAME }, true)).toEqual([
    `HOSTNAME ${status}: Set HOSTNAME=0.0.0.0 in the container.`,
  ]);
  expect(worth({ HOSTNAME })).toEqual([]);
});

it("accepts HOSTNAME=0.0.0.0 in a container", () => {
  expect(worth({ HOSTNAME: "0.0.0.0" }, true)).toEqual([]);
});

it("says what a client gains from TRUSTED_PROXY_HOPS that is too high", () => {
  const [finding] = checkHosting({ AUTH_URL: https, TRUSTED_PROXY_HOPS: "2" }, false);
  expect(finding?.text).toMatch(/visitors can make up their address and evade the rate limits/);
});

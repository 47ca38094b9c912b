import { expect, it } from "vitest";
import { checkHosting } from "./hosting";
import type { Source } from "./report";

const https = "https://foyer.test";

/** What the checks of the hosting find, beside what is in order. */
function worth(source: Source) {
  return checkHosting(source, false)
    .filter(({ status }) => status !== "ok")
    .map(({ check, status, fix }) => `${check} ${status}: ${fix}`);
}

it.each<[string, Source, RegExp]>([
  [
    "a preview whose address is not registered",
    { VERCEL: "1", VERCEL_ENV: "preview" },
    /^preview deployment fail: Set AUTH_REDIRECT_PROXY_URL=/,
  ],
  [
    "a preview that sends its visitors to production",
    { VERCEL: "1", VERCEL_ENV: "preview", AUTH_URL: https },
    /^preview deployment warn: Set AUTH_URL for the production environment alone/,
  ],
  [
    "a redirect proxy without its path",
    { AUTH_REDIRECT_PROXY_URL: https },
    /^AUTH_REDIRECT_PROXY_URL fail/,
  ],
  [
    "a redirect proxy with a slash at the end",
    { AUTH_REDIRECT_PROXY_URL: `${https}/api/auth/` },
    /^AUTH_REDIRECT_PROXY_URL fail/,
  ],
])("finds %s", (_, source, finding) => {
  expect(worth(source)).toEqual([expect.stringMatching(finding)]);
});

it("accepts a preview with a redirect proxy", () => {
  const vercel = { VERCEL: "1", VERCEL_ENV: "preview" };
  expect(worth({ ...vercel, AUTH_REDIRECT_PROXY_URL: `${https}/api/auth` })).toEqual([]);
});

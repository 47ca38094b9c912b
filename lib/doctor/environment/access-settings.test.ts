import { describe, expect, it } from "vitest";
import type { Source } from "@/lib/doctor/report";
import { findingsWith, problemsWith } from "./test-settings";

const domain = { ALLOWED_EMAIL_DOMAINS: "example.com,example.org" };
const withoutGoogle = {
  ...{ AUTH_GOOGLE_ID: undefined, AUTH_GOOGLE_SECRET: undefined },
  ...{ AUTH_GITHUB_ID: "Iv1.0123456789abcdef", AUTH_GITHUB_SECRET: "of-github" },
};
const acme = {
  AUTH_OIDC_ACME_ISSUER: "https://id.acme.test",
  AUTH_OIDC_ACME_ID: "client-1",
  AUTH_OIDC_ACME_SECRET: "s3cret-of-acme",
  AUTH_OIDC_ACME_DOMAINS: "acme.test",
};

describe("who may sign in", () => {
  it.each<[string, Source, string]>([
    ["SIGN_UP", { SIGN_UP: "invite" }, "invite: only invited people may sign up"],
    ["ALLOWED_EMAIL_DOMAINS", domain, "addresses of example.com, example.org may sign in"],
    ["ALLOWED_EMAILS", { ALLOWED_EMAILS: "ada@example.com" }, "1 address may sign in"],
    [
      "ALLOWED_EMAILS",
      { ...domain, ALLOWED_EMAILS: "a@b.io,c@b.io" },
      "2 addresses may sign in, too",
    ],
    ["ADMIN_EMAILS", { ADMIN_EMAILS: "ada@example.com" }, "1 address becomes admin"],
  ])("is one line about %s with %j", (check, changes, text) => {
    const lines = findingsWith(changes).filter((finding) => finding.check === check);
    expect(lines).toEqual([{ check, status: "ok", text }]);
  });

  it("warns of providers that someone who left the company can still use", () => {
    const github = { AUTH_GITHUB_ID: "Iv1.0123456789abcdef", AUTH_GITHUB_SECRET: "of-github" };
    const warning = {
      ...{ check: "ALLOWED_EMAIL_DOMAINS", status: "warn" },
      text: expect.stringMatching(/also with GitHub, where an address stays verified/),
      fix: expect.stringContaining("AUTH_GITHUB_ID"),
    };
    expect(problemsWith({ ...domain, ...github })).toEqual([warning]);
    const own = { AUTH_GITHUB_ENTERPRISE_URL: "https://github.acme.test" };
    expect(problemsWith({ ...domain, ...github, ...own })).toEqual([]);
    expect(problemsWith({ ...github, ALLOWED_EMAILS: "ada@example.com" })).toEqual([]);
  });

  it.each<[string, Source, RegExp, RegExp]>([
    [
      "an admin whose address is not allowed",
      { ...domain, ADMIN_EMAILS: "ada@example.com,grace@acme.test" },
      /has grace@acme\.test, which ALLOWED_EMAIL_DOMAINS/,
      /ALLOWED_EMAILS/,
    ],
    [
      "an admin whom no provider makes one",
      { ...withoutGoogle, ADMIN_EMAILS: "ada@example.com" },
      /no provider that is set up runs the domain/,
      /npm run users -- role <user> admin/,
    ],
    [
      "an admin of another domain than the provider's",
      { ...withoutGoogle, ...acme, ADMIN_EMAILS: "ada@acme.test,grace@example.com" },
      /has grace@example\.com, and/,
      /_DOMAINS/,
    ],
  ])("gets a warning for %s", (_, changes, text, fix) => {
    expect(problemsWith(changes)).toEqual([
      {
        ...{ check: "ADMIN_EMAILS", status: "warn" },
        ...{ text: expect.stringMatching(text), fix: expect.stringMatching(fix) },
      },
    ]);
  });

  it.each<[string, Source]>([
    ["of an allowed domain", { ...domain, ADMIN_EMAILS: "ada@example.com" }],
    ["that is allowed by name", { ALLOWED_EMAILS: "a@b.io", ADMIN_EMAILS: "a@b.io" }],
    ["that Google may run", { ADMIN_EMAILS: "ada@example.com" }],
    ["of a provider's own domain", { ...withoutGoogle, ...acme, ADMIN_EMAILS: "ada@acme.test" }],
  ])("gets no warning for an admin's address %s", (_, changes) => {
    expect(problemsWith(changes)).toEqual([]);
  });
});

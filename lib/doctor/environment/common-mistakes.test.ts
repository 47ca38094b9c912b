import { describe, expect, it } from "vitest";
import type { Source } from "@/lib/doctor/report";
import { correctSettings, findingsWith, problemsWith } from "./test-settings";

type Mistake = [what: string, changes: Source, check: string, status: string, fix: RegExp];

const mistakes: Mistake[] = [
  ["an empty string", { AUTH_GITHUB_ID: "" }, "AUTH_GITHUB_ID", "warn", /remove it/],
  ["an empty AUTH_URL", { AUTH_URL: "" }, "AUTH_URL", "fail", /address visitors type/],
  [
    "quotes around a secret",
    { AUTH_GOOGLE_SECRET: '"GOCSPX-1"' },
    "AUTH_GOOGLE_SECRET",
    "fail",
    /Remove the quotes/,
  ],
  [
    "quotes around AUTH_URL",
    { AUTH_URL: "'https://foyer.test'" },
    "AUTH_URL",
    "fail",
    /Remove the quotes/,
  ],
  ["a comment", { TRUSTED_PROXY_HOPS: "1 # nginx" }, "TRUSTED_PROXY_HOPS", "fail", /of its own/],
  [
    "a space at the end",
    { AUTH_GOOGLE_ID: `${correctSettings.AUTH_GOOGLE_ID} ` },
    "AUTH_GOOGLE_ID",
    "fail",
    /without/,
  ],
  [
    "a line ending of Windows",
    { AUTH_GOOGLE_SECRET: "GOCSPX-1\r" },
    "AUTH_GOOGLE_SECRET",
    "fail",
    /Windows/,
  ],
  [
    "a reference that was not filled in",
    { AUTH_GOOGLE_SECRET: "$" + "{SECRET}" },
    "AUTH_GOOGLE_SECRET",
    "fail",
    /value itself/,
  ],
  [
    "a blank that was not filled in",
    { AUTH_GOOGLE_ID: "<client id>" },
    "AUTH_GOOGLE_ID",
    "fail",
    /value itself/,
  ],
  ["a placeholder", { AUTH_GOOGLE_ID: "your-client-id" }, "AUTH_GOOGLE_ID", "fail", /real value/],
  [
    "the ellipsis of our documents",
    { AUTH_GOOGLE_ID: "…" },
    "AUTH_GOOGLE_ID",
    "fail",
    /real value/,
  ],
  [
    "the example's database",
    { DATABASE_URL: "postgres://user:password@host:5432/name" },
    "DATABASE_URL",
    "fail",
    /your own Postgres/,
  ],
  ["a missing database", { DATABASE_URL: undefined }, "DATABASE_URL", "fail", /postgres:\/\//],
  ["another kind of database", { DATABASE_URL: "mysql://a@db/foyer" }, "DATABASE_URL", "fail", /./],
  ["AUTH_TRUST_HOST=false", { AUTH_TRUST_HOST: "false" }, "AUTH_TRUST_HOST", "warn", /Remove it/],
  ["AUTH_TRUST_HOST=true", { AUTH_TRUST_HOST: "true" }, "AUTH_TRUST_HOST", "warn", /Remove it/],
  [
    "NEXTAUTH_URL alone",
    { NEXTAUTH_URL: "https://foyer.test", AUTH_URL: undefined },
    "NEXTAUTH_URL",
    "warn",
    /Rename it to AUTH_URL/,
  ],
  [
    "another starter's name",
    { GITHUB_CLIENT_ID: "x" },
    "GITHUB_CLIENT_ID",
    "warn",
    /Rename it to AUTH_GITHUB_ID/,
  ],
  [
    "a typing error",
    { AUTH_GOGLE_SECRET: "x" },
    "AUTH_GOGLE_SECRET",
    "warn",
    /AUTH_GOOGLE_SECRET is set as well/,
  ],
  [
    "a typing error in the prefix",
    { DATABASE_POOLMAX: "5" },
    "DATABASE_POOLMAX",
    "warn",
    /Rename it to DATABASE_POOL_MAX/,
  ],
  [
    "the id as the secret",
    { AUTH_GOOGLE_SECRET: correctSettings.AUTH_GOOGLE_ID },
    "AUTH_GOOGLE_SECRET",
    "fail",
    /Copy both again/,
  ],
  [
    "half of a provider",
    { AUTH_GITHUB_ID: "Ov23liAAAAAAAAAAAAAA" },
    "AUTH_GITHUB_SECRET",
    "fail",
    /console/,
  ],
  ["a short secret", { AUTH_SECRET: "short" }, "AUTH_SECRET", "fail", /openssl/],
  [
    "NEXTAUTH_URL beside AUTH_URL",
    { NEXTAUTH_URL: "https://foyer.test" },
    "NEXTAUTH_URL",
    "warn",
    /remove NEXTAUTH_URL/,
  ],
  ["a placeholder for our secret", { AUTH_SECRET: "todo" }, "AUTH_SECRET", "fail", /openssl/],
  [
    "the secret of a tutorial",
    { AUTH_SECRET: "ThisIsMySuperSecretThatNobodyKnows!1" },
    "AUTH_SECRET",
    "fail",
    /real one with `openssl rand -base64 33`/,
  ],
  [
    "a command that no shell has run",
    { AUTH_SECRET: "$(openssl rand -base64 33)-and-longer-than-32-bytes" },
    "AUTH_SECRET",
    "fail",
    /real one with `openssl rand -base64 33`, or without openssl with `node -p/,
  ],
  [
    "a blank for our secret",
    { AUTH_SECRET: "<paste a random value of at least 32 bytes>" },
    "AUTH_SECRET",
    "fail",
    /openssl rand -base64 33/,
  ],
  [
    "a blank in brackets",
    { AUTH_GOOGLE_SECRET: "[client secret]" },
    "AUTH_GOOGLE_SECRET",
    "fail",
    /value itself/,
  ],
  [
    "an old secret that is a placeholder",
    { AUTH_SECRET_1: "please-change-me-to-something-long-enough" },
    "AUTH_SECRET_1",
    "fail",
    /openssl/,
  ],
];

describe("a common mistake", () => {
  it.each(mistakes)("is found: %s", (_, changes, check, status, fix) => {
    const found = problemsWith(changes).find(
      (finding) => finding.check === check && finding.status === status,
    );
    expect(found?.fix).toMatch(fix);
  });

  it("is not reported for a secret that is only too short", () => {
    expect(problemsWith({ AUTH_SECRET: "hunter2" })).toMatchObject([
      { status: "fail", text: "is shorter than 32 bytes" },
    ]);
  });

  it("has a fix that is a whole sentence", () => {
    const fixes = problemsWith({ TRUSTED_PROXY_HOPS: "many" }).map(({ fix }) => fix);
    expect(fixes).toContain("Correct it.");
  });

  it("is reported once for each variable", () => {
    const names = problemsWith({ AUTH_URL: '"https://foyer.test"' }).map(({ check }) => check);
    expect(names).toEqual(["AUTH_URL"]);
  });

  it.each(mistakes)("is reported without repeating a secret: %s", (_, changes) => {
    const all = { ...correctSettings, ...changes };
    const text = JSON.stringify(findingsWith(changes));
    const secrets = ["AUTH_SECRET", "AUTH_GOOGLE_SECRET", "DATABASE_URL"].flatMap((name) => {
      const value = all[name as keyof typeof all];
      return value && value.length > 12 ? [value] : [];
    });
    for (const secret of [...secrets, "sound-password", "me:pw"])
      expect(text).not.toContain(secret);
  });
});

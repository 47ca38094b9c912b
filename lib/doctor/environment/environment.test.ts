import { describe, expect, it } from "vitest";
import type { Rules, Source } from "@/lib/doctor/report";
import { checkEnvironment } from "./environment";

const sound: Source = {
  DATABASE_URL: "postgres://foyer:sound-password@db.foyer.test:5432/foyer",
  AUTH_SECRET: "vUEMRXr4wEW+5tnPqlJlu1jHzWz0XqmKJ2eqZ8kSWsA=",
  AUTH_URL: "https://foyer.test",
  TRUSTED_PROXY_HOPS: "1",
  AUTH_GOOGLE_ID: "1234-abc.apps.googleusercontent.com",
  AUTH_GOOGLE_SECRET: "GOCSPX-sound-secret",
};

function look(changes: Source = {}, rules: Rules = "production") {
  return checkEnvironment({ source: { ...sound, ...changes }, rules, inContainer: false });
}

const worth = (changes: Source, rules?: Rules) =>
  look(changes, rules).filter(({ status }) => status !== "ok");

it("accepts correct settings, and lists each variable that is set", () => {
  expect(look().map(({ check, status }) => `${check} ${status}`)).toEqual(
    Object.keys(sound)
      .map((name) => `${name} ok`)
      .sort((one, other) => order(one) - order(other)),
  );
});

/** The order of the schema in lib/env/env.ts. */
const order = (line: string) =>
  [
    "DATABASE",
    "AUTH_SECRET ok",
    "AUTH_URL",
    "AUTH_GOOGLE_ID",
    "AUTH_GOOGLE_SECRET",
    "TRUSTED",
  ].findIndex((start) => line.startsWith(start));

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
    { AUTH_GOOGLE_ID: `${sound.AUTH_GOOGLE_ID} ` },
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
    { AUTH_GOOGLE_SECRET: sound.AUTH_GOOGLE_ID },
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
    "an old secret that is a placeholder",
    { AUTH_SECRET_1: "please-change-me-to-something-long-enough" },
    "AUTH_SECRET_1",
    "fail",
    /openssl/,
  ],
];

describe("an OpenID provider of the environment", () => {
  const acme = {
    AUTH_OIDC_ACME_SSO_ISSUER: "https://id.acme.test",
    AUTH_OIDC_ACME_SSO_ID: "client-1",
    AUTH_OIDC_ACME_SSO_SECRET: "s3cret-of-acme",
  };
  const domains = "AUTH_OIDC_ACME_SSO_DOMAINS";

  it("without domains gets a warning that it links no account", () => {
    expect(worth(acme)).toMatchObject([
      {
        check: domains,
        status: "warn",
        text: expect.stringContaining("Acme Sso links no account"),
      },
    ]);
  });

  it.each([{ [domains]: "acme.test" }, { AUTH_LINK_VERIFIED_EMAIL: "off" }])(
    "gets no warning with %j",
    (settings) => expect(worth({ ...acme, ...settings })).toEqual([]),
  );
});

it("ignores a host's variable if ours is set too", () => {
  expect(
    worth({ POSTGRES_URL: "postgres://a@b/c", GOOGLE_CLIENT_ID: "for something else" }),
  ).toEqual([]);
});

describe("a common mistake", () => {
  it.each(mistakes)("is found: %s", (_, changes, check, status, fix) => {
    const found = worth(changes).find(
      (finding) => finding.check === check && finding.status === status,
    );
    expect(found?.fix).toMatch(fix);
  });

  it("is not reported for a secret that is only too short", () => {
    expect(worth({ AUTH_SECRET: "hunter2" })).toMatchObject([
      { status: "fail", text: "is shorter than 32 bytes" },
    ]);
  });

  it("has a fix that is a whole sentence", () => {
    const fixes = worth({ TRUSTED_PROXY_HOPS: "many" }).map(({ fix }) => fix);
    expect(fixes).toContain("Correct it.");
  });

  it("is reported once for each variable", () => {
    const names = worth({ AUTH_URL: '"https://foyer.test"' }).map(({ check }) => check);
    expect(names).toEqual(["AUTH_URL"]);
  });

  it.each(mistakes)("is reported without repeating a secret: %s", (_, changes) => {
    const all = { ...sound, ...changes };
    const text = JSON.stringify(look(changes));
    const secrets = ["AUTH_SECRET", "AUTH_GOOGLE_SECRET", "DATABASE_URL"].flatMap((name) => {
      const value = all[name as keyof typeof all];
      return value && value.length > 12 ? [value] : [];
    });
    for (const secret of [...secrets, "sound-password", "me:pw"])
      expect(text).not.toContain(secret);
  });
});

describe("on a developer's machine", () => {
  it("accepts a missing database and secret, which npm run dev provides", () => {
    const missing = { DATABASE_URL: undefined, AUTH_SECRET: undefined, AUTH_URL: undefined };
    const findings = worth(missing, "development");
    expect(findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
      "DATABASE_URL skipped",
      "AUTH_SECRET skipped",
    ]);
  });

  it("accepts localhost", () => {
    expect(worth({ AUTH_URL: "http://localhost:3000" }, "development")).toEqual([]);
  });
});

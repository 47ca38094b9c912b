import { describe, expect, it } from "vitest";
import { correctSettings, findingsWith, problemsWith } from "./test-settings";

it("accepts correct settings, and lists each variable that is set", () => {
  expect(findingsWith().map(({ check, status }) => `${check} ${status}`)).toEqual(
    Object.keys(correctSettings)
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

describe("an OpenID provider of the environment", () => {
  const acme = {
    AUTH_OIDC_ACME_SSO_ISSUER: "https://id.acme.test",
    AUTH_OIDC_ACME_SSO_ID: "client-1",
    AUTH_OIDC_ACME_SSO_SECRET: "s3cret-of-acme",
  };
  const domains = "AUTH_OIDC_ACME_SSO_DOMAINS";

  it("without domains gets a warning that it links no account", () => {
    expect(problemsWith(acme)).toMatchObject([
      {
        check: domains,
        status: "warn",
        text: expect.stringContaining("Acme Sso links no account"),
      },
    ]);
  });

  it.each([{ [domains]: "acme.test" }, { AUTH_LINK_VERIFIED_EMAIL: "off" }])(
    "gets no warning with %j",
    (settings) => expect(problemsWith({ ...acme, ...settings })).toEqual([]),
  );
});

it("ignores a host's variable if ours is set too", () => {
  expect(
    problemsWith({ POSTGRES_URL: "postgres://a@b/c", GOOGLE_CLIENT_ID: "for something else" }),
  ).toEqual([]);
});

describe("on a developer's machine", () => {
  it("accepts a missing database and secret, which npm run dev provides", () => {
    const missing = { DATABASE_URL: undefined, AUTH_SECRET: undefined, AUTH_URL: undefined };
    const findings = problemsWith(missing, "development");
    expect(findings.map(({ check, status }) => `${check} ${status}`)).toEqual([
      "DATABASE_URL skipped",
      "AUTH_SECRET skipped",
    ]);
  });

  it("accepts localhost", () => {
    expect(problemsWith({ AUTH_URL: "http://localhost:3000" }, "development")).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import { readEnv } from "./env";
import { namedProviders } from "./providers";

type Source = Record<string, string | undefined>;
const good: Source = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://foyer:pw@db.example.com:5432/foyer",
  AUTH_SECRET: "0123456789abcdef0123456789abcdef",
  AUTH_URL: "https://app.example.com",
};
const tenant = "https://login.microsoftonline.com/8eaef023-2b34-4da1-9baa-8bc8c9d6a490/v2.0";
const microsoft = {
  AUTH_MICROSOFT_ENTRA_ID_ID: "id",
  AUTH_MICROSOFT_ENTRA_ID_SECRET: "s3cret",
  AUTH_MICROSOFT_ENTRA_ID_ISSUER: tenant,
};

function problemsOf(changes: Source): string[] {
  try {
    readEnv({ ...good, ...changes });
    return [];
  } catch (error) {
    const { message } = error as Error;
    expect(message).not.toContain("s3cret");
    return message.split("\n").filter((line) => line.startsWith("  - "));
  }
}

describe("a provider's id and secret", () => {
  it.each(namedProviders)("are only accepted together: %s", (prefix) => {
    const issuer = { AUTH_MICROSOFT_ENTRA_ID_ISSUER: tenant };
    for (const [present, missing] of [
      ["ID", "SECRET"],
      ["SECRET", "ID"],
    ]) {
      const problems = problemsOf({ ...issuer, [`${prefix}_${present}`]: "s3cret" });
      const expected = `  - ${prefix}_${missing} is missing, though ${prefix}_${present} is set`;
      expect(problems).toEqual([expect.stringContaining(expected)]);
      expect(problemsOf({ [`${prefix}_${present}`]: " " })).toEqual([]);
    }
    const both = { ...issuer, [`${prefix}_ID`]: "id", [`${prefix}_SECRET`]: "s3cret" };
    expect(problemsOf(both)).toEqual([]);
  });
});

describe("the tenant of Microsoft Entra ID", () => {
  it("is accepted by its ID, the tenant of personal accounts included", () => {
    for (const id of [
      "8eaef023-2b34-4da1-9baa-8bc8c9d6a490",
      "9188040d-6c67-4c5b-b112-36a304b66dad",
    ]) {
      const issuer = `https://login.microsoftonline.com/${id}/v2.0`;
      expect(problemsOf({ ...microsoft, AUTH_MICROSOFT_ENTRA_ID_ISSUER: issuer })).toEqual([]);
    }
  });

  it("is required: without it, users of every tenant could sign in", () => {
    const problems = problemsOf({ ...microsoft, AUTH_MICROSOFT_ENTRA_ID_ISSUER: undefined });
    expect(problems).toEqual([
      expect.stringMatching(
        /AUTH_MICROSOFT_ENTRA_ID_ISSUER is missing, .*<Directory \(tenant\) ID>/,
      ),
    ]);
  });

  it.each([
    "https://login.microsoftonline.com/common/v2.0",
    "https://login.microsoftonline.com/organizations/v2.0",
    "https://login.microsoftonline.com/consumers/v2.0",
    "https://login.microsoftonline.com/contoso.onmicrosoft.com/v2.0",
    "https://login.microsoftonline.com/{tenantid}/v2.0",
    `${tenant}/`,
    tenant.replace("/v2.0", ""),
    "8eaef023-2b34-4da1-9baa-8bc8c9d6a490",
    tenant.replace("https:", "http:"),
  ])("is rejected as %s", (issuer) => {
    const problems = problemsOf({ ...microsoft, AUTH_MICROSOFT_ENTRA_ID_ISSUER: issuer });
    expect(problems.length).toBeGreaterThan(0);
    for (const line of problems) expect(line).toContain("AUTH_MICROSOFT_ENTRA_ID_ISSUER must");
  });
});

it("collects the addresses that visitors may be sent to from every kind of variable", () => {
  const env = readEnv({
    ...good,
    ...microsoft,
    AUTH_GOOGLE_ISSUER: "https://google.example",
    AUTH_GITHUB_ENTERPRISE_URL: "https://github.example",
    AUTH_GITLAB_ISSUER: "https://gitlab.example",
    AUTH_OIDC_KEYCLOAK_ISSUER: "http://localhost:8080/realms/app",
    AUTH_OIDC_KEYCLOAK_ID: "id",
    AUTH_OIDC_KEYCLOAK_SECRET: "s3cret",
  });
  expect(env.providerAddresses).toEqual([
    "https://google.example",
    "https://github.example",
    tenant,
    "https://gitlab.example",
    "http://localhost:8080/realms/app",
  ]);
});

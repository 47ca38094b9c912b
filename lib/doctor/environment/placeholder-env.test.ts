import { expect, it } from "vitest";
import type { Source } from "@/lib/doctor/report";
import { readEnv } from "@/lib/env/env";
import { usableEnvironment } from "./placeholder-env";

const sound: Source = {
  DATABASE_URL: "postgres://foyer:sound-password@db.foyer.test:5432/foyer",
  AUTH_SECRET: "vUEMRXr4wEW+5tnPqlJlu1jHzWz0XqmKJ2eqZ8kSWsA=",
  AUTH_URL: "https://foyer.test",
};

const usable = (changes: Source) =>
  usableEnvironment({ ...sound, ...changes }, "production").environment;

it.each<[what: string, changes: Source]>([
  ["everything missing", { DATABASE_URL: "", AUTH_SECRET: "", AUTH_URL: "" }],
  ["an id without its secret", { AUTH_GOOGLE_ID: "1" }],
  [
    "a wrong issuer",
    { AUTH_OIDC_ACME_ISSUER: "x", AUTH_OIDC_ACME_ID: "1", AUTH_OIDC_ACME_SECRET: "2" },
  ],
  ["an issuer alone", { AUTH_OIDC_ACME_ISSUER: "https://id.foyer.test" }],
  ["an invalid key", { AUTH_OIDC_Acme_ISSUER: "x", AUTH_OIDC_Acme_ID: "1" }],
  ["no key", { AUTH_OIDC_ID: "1", AUTH_OIDC_ISSUER: "https://id.foyer.test" }],
  [
    "an invalid tenant",
    {
      AUTH_MICROSOFT_ENTRA_ID_ID: "1",
      AUTH_MICROSOFT_ENTRA_ID_SECRET: "2",
      AUTH_MICROSOFT_ENTRA_ID_ISSUER: "https://login.microsoftonline.com/common/v2.0",
    },
  ],
  ["a missing tenant", { AUTH_MICROSOFT_ENTRA_ID_ID: "1", AUTH_MICROSOFT_ENTRA_ID_SECRET: "2" }],
])("replaces %s, so that the app's own modules can check the rest", (_, changes) => {
  expect(() => readEnv(usable(changes))).not.toThrow();
});

it.each([
  ["AUTH_GITLAB", { AUTH_GITLAB_ISSUER: "http://git.foyer.test" }],
  ["AUTH_GITHUB", { AUTH_GITHUB_ENTERPRISE_URL: "http://git.foyer.test" }],
])(
  "does not send a secret of %s to the real provider when the address of its own server is wrong",
  (prefix, address) => {
    const environment = usable({ [`${prefix}_ID`]: "1", [`${prefix}_SECRET`]: "2", ...address });
    expect(Object.keys(environment).filter((name) => name.startsWith(prefix))).toEqual([]);
  },
);

it("keeps a provider whose name is too long for its button", () => {
  const environment = usable({
    AUTH_OIDC_ACME_ISSUER: "https://id.foyer.test",
    AUTH_OIDC_ACME_ID: "1",
    AUTH_OIDC_ACME_SECRET: "2",
    AUTH_OIDC_ACME_NAME: "x".repeat(41),
  });
  expect(readEnv(environment).openIdProviders).toMatchObject([{ id: "acme", name: "Acme" }]);
});

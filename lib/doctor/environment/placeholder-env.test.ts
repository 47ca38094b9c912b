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
  ["nothing at all", { DATABASE_URL: "", AUTH_SECRET: "", AUTH_URL: "" }],
  ["an id without its secret", { AUTH_GOOGLE_ID: "1" }],
  [
    "a wrong issuer",
    { AUTH_OIDC_ACME_ISSUER: "x", AUTH_OIDC_ACME_ID: "1", AUTH_OIDC_ACME_SECRET: "2" },
  ],
  ["an issuer alone", { AUTH_OIDC_ACME_ISSUER: "https://id.foyer.test" }],
  ["a key that cannot be one", { AUTH_OIDC_Acme_ISSUER: "x", AUTH_OIDC_Acme_ID: "1" }],
  ["no key", { AUTH_OIDC_ID: "1", AUTH_OIDC_ISSUER: "https://id.foyer.test" }],
  [
    "a tenant that is none",
    {
      AUTH_MICROSOFT_ENTRA_ID_ID: "1",
      AUTH_MICROSOFT_ENTRA_ID_SECRET: "2",
      AUTH_MICROSOFT_ENTRA_ID_ISSUER: "https://login.microsoftonline.com/common/v2.0",
    },
  ],
  [
    "a tenant that is missing",
    { AUTH_MICROSOFT_ENTRA_ID_ID: "1", AUTH_MICROSOFT_ENTRA_ID_SECRET: "2" },
  ],
])("%s still lets the app's own modules look at the rest", (_, changes) => {
  expect(() => readEnv(usable(changes))).not.toThrow();
});

it.each([
  ["AUTH_GITLAB", { AUTH_GITLAB_ISSUER: "http://git.foyer.test" }],
  ["AUTH_GITHUB", { AUTH_GITHUB_ENTERPRISE_URL: "http://git.foyer.test" }],
])(
  "a secret of %s is not tried at the real one when its own server's address is wrong",
  (prefix, address) => {
    const environment = usable({ [`${prefix}_ID`]: "1", [`${prefix}_SECRET`]: "2", ...address });
    expect(Object.keys(environment).filter((name) => name.startsWith(prefix))).toEqual([]);
  },
);

it("a name that does not fit on its button hides nothing else of its provider", () => {
  const environment = usable({
    AUTH_OIDC_ACME_ISSUER: "https://id.foyer.test",
    AUTH_OIDC_ACME_ID: "1",
    AUTH_OIDC_ACME_SECRET: "2",
    AUTH_OIDC_ACME_NAME: "x".repeat(41),
  });
  expect(readEnv(environment).openIdProviders).toMatchObject([{ id: "acme", name: "Acme" }]);
});

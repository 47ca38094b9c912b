import { describe, expect, it } from "vitest";
import { readOpenIdProviders } from "./openid";
import { namedProviders } from "./providers";

type Values = Record<string, string | undefined>;
const issuer = "https://id.example.com/realms/app";
const set = (key: string, more: Values = {}) =>
  Object.fromEntries(
    Object.entries({ ISSUER: issuer, ID: "client", SECRET: "s3cret", ...more }).map(
      ([part, value]) => [`AUTH_OIDC_${key}_${part}`, value],
    ),
  );

function problemsOf(source: Values) {
  const { problems } = readOpenIdProviders(source);
  for (const { message } of problems) expect(message).not.toMatch(/s3cret|client/);
  return problems.map(({ name, message }) => `${name} ${message}`);
}

describe("an OpenID provider of the environment", () => {
  it("has its key in lower case as its id, and a name made from the key", () => {
    expect(readOpenIdProviders(set("MY_COMPANY2"))).toEqual({
      problems: [],
      providers: [
        {
          id: "my-company2",
          name: "My Company2",
          issuer,
          clientId: "client",
          clientSecret: "s3cret",
          domains: [],
          scope: "openid email profile",
          tokenAuth: null,
        },
      ],
    });
  });

  it("may vouch for its configured domains, in lower case", () => {
    const read = readOpenIdProviders(set("KC", { DOMAINS: " Example.com, mail.example.org ," }));
    expect(read.problems).toEqual([]);
    expect(read.providers[0]?.domains).toEqual(["example.com", "mail.example.org"]);
  });

  it.each([
    "*",
    "*.example.com",
    "@example.com",
    "ada@example.com",
    "example",
    "exämple.com",
    "a..b",
  ])("is rejected with the domains %s", (DOMAINS) => {
    expect(problemsOf(set("KC", { DOMAINS }))).toEqual([
      expect.stringMatching(/^AUTH_OIDC_KC_DOMAINS must be domains separated by commas/),
    ]);
  });

  it.each([
    ["email", "openid email"],
    [" email  openid ", "openid email"],
    ["openid", "openid"],
    ["https://id.example.com/email groups:read", "openid https://id.example.com/email groups:read"],
  ])("asks for its configured scopes, always with openid: %j", (SCOPE, scope) => {
    const read = readOpenIdProviders(set("KC", { SCOPE }));
    expect([read.problems, read.providers[0]?.scope]).toEqual([[], scope]);
  });

  it.each(["openid,email", 'openid "email"', "openid\\email", "openid é"])(
    "is rejected with the scopes %j",
    (SCOPE) => {
      expect(problemsOf(set("KC", { SCOPE }))).toEqual([
        "AUTH_OIDC_KC_SCOPE must be scopes separated by spaces, such as openid email",
      ]);
    },
  );

  it.each(["basic", "post"])("gets the client secret as configured: %s", (TOKEN_AUTH) => {
    const { providers, problems } = readOpenIdProviders(set("MY_TOKEN", { TOKEN_AUTH }));
    expect([problems, providers[0]?.tokenAuth]).toEqual([[], TOKEN_AUTH]);
  });

  it.each(["none", "Basic", "client_secret_post"])(
    "is rejected with the way %s to get the client secret",
    (TOKEN_AUTH) => {
      expect(problemsOf(set("KC", { TOKEN_AUTH }))).toEqual([
        expect.stringMatching(/^AUTH_OIDC_KC_TOKEN_AUTH must be basic, for/),
      ]);
    },
  );

  it("has its configured name", () => {
    const { providers, problems } = readOpenIdProviders(set("KC", { NAME: "Café Zürich ID" }));
    expect(problems).toEqual([]);
    expect(providers[0]?.name).toBe("Café Zürich ID");
  });

  it("may be one of several, in the order of their keys", () => {
    const { providers } = readOpenIdProviders({ ...set("OKTA"), ...set("AUTH0"), OTHER: "x" });
    expect(providers.map(({ id }) => id)).toEqual(["auth0", "okta"]);
  });

  it("may have a key that ends like a variable", () => {
    const { providers, problems } = readOpenIdProviders(set("LOGIN_ID"));
    expect([problems, providers.map(({ id }) => id)]).toEqual([[], ["login-id"]]);
  });

  it("keeps the slash at the end of its issuer, which the document has to repeat", () => {
    const { providers } = readOpenIdProviders(set("A", { ISSUER: "https://a.example.com/" }));
    expect(providers[0]?.issuer).toBe("https://a.example.com/");
  });

  it("is ignored if all its variables are empty", () => {
    expect(
      readOpenIdProviders({ AUTH_OIDC_A_ID: "", AUTH_OIDC_A_SECRET: " ", AUTH_OIDC_x: "" }),
    ).toEqual({ providers: [], problems: [] });
  });
});

describe("the check rejects", () => {
  it.each(["ISSUER", "ID", "SECRET"])("a provider without its %s", (part) => {
    expect(problemsOf(set("FOO", { [part]: "" }))).toEqual([
      expect.stringMatching(`^AUTH_OIDC_FOO_${part} is missing, though AUTH_OIDC_FOO_`),
    ]);
  });

  it.each(["ISSUER", "ID", "SECRET", "NAME"])("a provider with nothing but its %s", (part) => {
    const rest = ["ISSUER", "ID", "SECRET"].filter((each) => each !== part);
    const problems = problemsOf({ [`AUTH_OIDC_FOO_${part}`]: issuer });
    for (const each of rest) {
      expect(problems).toContainEqual(
        expect.stringMatching(
          `^AUTH_OIDC_FOO_${each} is missing, though AUTH_OIDC_FOO_${part} is set`,
        ),
      );
    }
  });

  it.each(namedProviders)("the key of a provider that is built in: %s", (prefix) => {
    const problems = problemsOf(set(prefix.slice("AUTH_".length)));
    expect(problems).toHaveLength(3);
    for (const problem of problems) expect(problem).toContain(`set ${prefix}_ID`);
  });

  it.each([
    "keycloak",
    "Foo",
    "1FOO",
    "_FOO",
    "FOO_",
    "FOO__BAR",
    "FOO-BAR",
    "FOO/..",
    "FÖÖ",
    "A".repeat(33),
  ])("the key %j", (key) => {
    expect(problemsOf(set(key))[0]).toMatch(/has a key that cannot be part of a URL/);
  });

  it.each([
    "AUTH_OIDC_ISSUER",
    "AUTH_OIDC_ID",
    "AUTH_OIDC_FOO",
    "AUTH_OIDC_FOO_ISSUR",
    "AUTH_OIDC_",
  ])("%s, which is no known variable", (name) => {
    expect(problemsOf({ [name]: issuer })).toEqual([
      expect.stringMatching(`^${name} is not understood: .*AUTH_OIDC_<KEY>_ISSUER`),
    ]);
  });

  it.each([
    ["http://id.example.com", /https/],
    ["id.example.com", /https/],
    [`${issuer}/.well-known/openid-configuration`, /remove/],
    [`${issuer}?a=b`, /without \? and #/],
    [`${issuer}#a`, /without \? and #/],
  ])("the issuer %s", (value, words) => {
    const problems = problemsOf(set("FOO", { ISSUER: value }));
    expect(problems).toEqual([expect.stringMatching(/^AUTH_OIDC_FOO_ISSUER /)]);
    expect(problems[0]).toMatch(words);
  });

  it.each(["a".repeat(41), "a\u202eb", "a\u0000b", "a\nb"])("the name %j", (name) => {
    expect(problemsOf(set("FOO", { NAME: name }))).toEqual([
      expect.stringMatching(/^AUTH_OIDC_FOO_NAME must be a name of up to 40 characters/),
    ]);
  });
});

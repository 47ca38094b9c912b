import { expect, test } from "@playwright/test";
import { control, type ProviderName, providerNames } from "./support/control";
import { HttpVisitor } from "./support/http-visitor";
import { stack } from "./support/stack";

const callback = (provider: ProviderName) => `${stack().appUrl}/api/auth/callback/${provider}`;

async function parametersOf(provider: ProviderName) {
  const { location } = await new HttpVisitor().start(provider);
  return Object.fromEntries(new URL(location ?? "").searchParams);
}

test("the request to Google asks for a code, with state, nonce, PKCE and the three minimal scopes", async () => {
  expect(await parametersOf("google")).toEqual({
    client_id: "local-google-client",
    redirect_uri: callback("google"),
    response_type: "code",
    scope: "openid email profile",
    state: expect.stringMatching(/^.{32,}$/),
    nonce: expect.stringMatching(/^.{32,}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
  });
});

test("the request to GitHub asks for a code, with state, PKCE and only the scope user:email", async () => {
  expect(await parametersOf("github")).toEqual({
    client_id: "local-github-client",
    redirect_uri: callback("github"),
    response_type: "code",
    scope: "user:email",
    state: expect.stringMatching(/^.{32,}$/),
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    code_challenge_method: "S256",
  });
});

test("state, nonce and code challenge are new for every sign-in", async () => {
  const first = await parametersOf("google");
  const second = await parametersOf("google");
  for (const name of ["state", "nonce", "code_challenge"]) {
    expect(second[name], name).not.toBe(first[name]);
  }
});

test("a sign-in starts with a 303, so that the browser sends a GET after the form", async () => {
  const response = await new HttpVisitor().start("google");
  expect(response.status).toBe(303);
  expect(response.headers["cache-control"]).toContain("no-store");
});

test("the check cookies are HttpOnly, SameSite=Lax and encrypted", async () => {
  const response = await new HttpVisitor().start("google");
  const { searchParams } = new URL(response.location ?? "");
  const checks = response.cookies.filter(({ name }) => /state|nonce|verifier/.test(name));
  expect(checks).toHaveLength(3);
  for (const { attributes, value } of checks) {
    expect(attributes.has("httponly")).toBe(true);
    expect(attributes.get("samesite")?.toLowerCase()).toBe("lax");
    expect(value).not.toContain(searchParams.get("nonce"));
    expect(value.split(".")).toHaveLength(5);
  }
});

const hostile = {
  client_id: "evil-client",
  redirect_uri: "https://evil.example/callback",
  scope: "openid email profile https://mail.google.com/ repo",
  response_type: "token",
  state: "chosen-by-attacker",
  nonce: "chosen-by-attacker",
  code_challenge: "chosen-by-attacker",
  code_challenge_method: "plain",
  prompt: "none",
};

for (const provider of providerNames) {
  test(`neither query nor form fields change the authorization request to ${provider}`, async () => {
    const usual = await parametersOf(provider);
    const path = `/sign-in?${new URLSearchParams(hostile)}`;
    const response = await new HttpVisitor().start(provider, path, Object.entries(hostile));
    const asked = Object.fromEntries(new URL(response.location ?? "").searchParams);
    const fresh = { state: asked.state, nonce: asked.nonce, code_challenge: asked.code_challenge };
    expect(Object.values(fresh)).not.toContain("chosen-by-attacker");
    expect(asked).toEqual(JSON.parse(JSON.stringify({ ...usual, ...fresh })));
  });
}

const hostHeaders = {
  Host: { host: "evil.example" },
  "X-Forwarded-Host": { "x-forwarded-host": "evil.example" },
  "X-Forwarded-Host that is a list": { "x-forwarded-host": "evil.example, localhost" },
  "malformed X-Forwarded-Host": { "x-forwarded-host": "evil.example/:@[" },
  "X-Forwarded-Proto": { "x-forwarded-proto": "https" },
  "X-Forwarded-Proto that is a list": { "x-forwarded-proto": "https,http" },
  "malformed X-Forwarded-Proto": { "x-forwarded-proto": "javascript:alert(1)//" },
  Forwarded: { forwarded: "host=evil.example;proto=https" },
  "all of them": {
    host: "evil.example:444",
    "x-forwarded-host": "evil.example",
    "x-forwarded-proto": "https",
    "x-forwarded-port": "444",
  },
};

for (const [name, headers] of Object.entries(hostHeaders)) {
  test(`redirect_uri is not changed by ${name}`, async () => {
    const visitor = new HttpVisitor();
    const fields = await visitor.signInFields("google");
    const response = await visitor.submit("/", fields, headers);
    expect(response.status).toBe(303);
    const { searchParams } = new URL(response.location ?? "");
    expect(searchParams.get("redirect_uri")).toBe(callback("google"));
  });
}

const notProviders = ["facebook", "__proto__", "constructor", "toString", "Google", "google\u0000"];

for (const id of [...notProviders, ""]) {
  test(`a sign-in with the provider ${JSON.stringify(id)} is not found`, async () => {
    const visitor = new HttpVisitor();
    const fields = await visitor.signInFields("google");
    const named = fields.filter(([name]) => name !== "provider");
    const response = await visitor.submit("/", [...named, ["provider", id]]);
    expect(response.status).toBe(404);
    expect(response.location).toBeNull();
  });
}

test("a form with no provider, or with an unknown one first, is not found", async () => {
  const visitor = new HttpVisitor();
  const fields = await visitor.signInFields("google");
  const without = fields.filter(([name]) => name !== "provider");
  expect((await visitor.submit("/", without)).status).toBe(404);
  const doubled = await visitor.submit("/", [
    ...without,
    ["provider", "evil"],
    ["provider", "google"],
  ]);
  expect(doubled.status).toBe(404);
  expect(doubled.location).toBeNull();
});

const foreignOrigins = {
  "another site": { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  "another site that lies about Sec-Fetch-Site": { origin: "https://evil.example" },
  "another port of this host": { origin: "http://localhost:9", "sec-fetch-site": "same-site" },
  "a sandboxed frame": { origin: "null", "sec-fetch-site": "cross-site" },
  "a sandboxed frame, with Sec-Fetch-Site: same-origin": { origin: "null" },
  nowhere: { origin: undefined, "sec-fetch-site": undefined },
  "another site, without Origin": { origin: undefined, "sec-fetch-site": "cross-site" },
};

for (const [name, headers] of Object.entries(foreignOrigins)) {
  test(`a sign-in that is started from ${name} is rejected`, async () => {
    const visitor = new HttpVisitor();
    const fields = await visitor.signInFields("google");
    const response = await visitor.submit("/", fields, headers);
    expect(response.status).toBe(403);
    expect(response.location).toBeNull();
    expect(response.cookies).toEqual([]);
  });
}

test("a sign-in without an Origin header starts if Sec-Fetch-Site is same-origin", async () => {
  const visitor = new HttpVisitor();
  const fields = await visitor.signInFields("google");
  const response = await visitor.submit("/", fields, { origin: undefined });
  expect(response.status).toBe(303);
});

test("starting a sign-in sends no request to the provider", async () => {
  const backChannel = async () =>
    (await control.requests()).filter(
      ({ endpoint, account }) => !account && endpoint !== "authorize",
    );
  // Retried, because an app that another test starts at that moment may fetch keys.
  await expect(async () => {
    const before = await backChannel();
    for (const provider of providerNames) {
      expect((await new HttpVisitor().start(provider)).status).toBe(303);
    }
    expect(await backChannel()).toEqual(before);
  }).toPass({ timeout: 10_000 });
});

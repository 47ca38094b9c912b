import { expect, test } from "@playwright/test";
import { control, type ProviderName, providerNames } from "./support/control";
import { sameOriginHeaders } from "./support/cross-site";
import { flowCookieOf } from "./support/flow-cookie";
import { HttpVisitor, signInUrl } from "./support/http-visitor";
import { stack } from "./support/stack";
import { submitJson } from "./support/submit-json";

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
    ui_locales: "en",
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

test("the only cookie of a start is its flow's: HttpOnly, SameSite=Lax, short-lived and encrypted", async () => {
  const response = await new HttpVisitor().start("google");
  const { searchParams } = new URL(response.location ?? "");
  const state = searchParams.get("state") ?? "";
  expect(response.cookies.map(({ name }) => name)).toEqual([flowCookieOf(state)]);
  for (const { attributes, value } of response.cookies) {
    expect(attributes.has("httponly")).toBe(true);
    expect(attributes.get("samesite")?.toLowerCase()).toBe("lax");
    expect(attributes.get("max-age")).toBe(String(15 * 60));
    for (const secret of [state, searchParams.get("nonce")]) expect(value).not.toContain(secret);
    expect(value.split(".")).toHaveLength(5);
  }
});

const hostile = {
  client_id: "evil-client",
  redirect_uri: "https://evil.example/callback",
  scope: "openid email profile https://mail.google.com/ repo",
  response_type: "token",
  response_mode: "fragment",
  state: "chosen-by-attacker",
  nonce: "chosen-by-attacker",
  code_challenge: "chosen-by-attacker",
  code_challenge_method: "plain",
  request_uri: "https://evil.example/request",
  claims: '{"id_token":{"email":null}}',
};

for (const provider of providerNames) {
  test(`neither query nor form fields change the authorization request to ${provider}`, async () => {
    const usual = await parametersOf(provider);
    const query = new URLSearchParams(hostile);
    const fields = { ...hostile, prompt: "none" };
    const path = `${signInUrl(provider)}?${query}`;
    const starts = [
      new HttpVisitor().start(provider, `/sign-in?${query}`, Object.entries(fields)),
      new HttpVisitor().submit(path, Object.entries(fields)),
      submitJson(new HttpVisitor(), path, fields),
    ];
    for (const { location } of await Promise.all(starts)) {
      const asked = Object.fromEntries(new URL(location ?? "").searchParams);
      const { state, nonce, code_challenge } = asked;
      const fresh = { state, nonce, code_challenge };
      expect(Object.values(fresh)).not.toContain("chosen-by-attacker");
      expect(asked).toEqual(JSON.parse(JSON.stringify({ ...usual, ...fresh })));
    }
  });
}

test("no link can make the provider sign a visitor in without showing its pages", async () => {
  for (const prompt of ["none", "login none", "NONE", "login,none"]) {
    const path = `${signInUrl("google")}?${new URLSearchParams({ prompt })}`;
    const response = await new HttpVisitor().submit(path, []);
    expect([prompt, response.status, response.location]).toEqual([prompt, 400, null]);
    expect(response.cookies).toEqual([]);
  }
});

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
    const response = await new HttpVisitor().press("/", "Continue with Google", { headers });
    expect(response.status).toBe(303);
    const { searchParams } = new URL(response.location ?? "");
    expect(searchParams.get("redirect_uri")).toBe(callback("google"));
  });
}

const notProviders = ["facebook", "__proto__", "constructor", "toString", "Google", "google\u0000"];

for (const id of notProviders) {
  test(`a sign-in with the provider ${JSON.stringify(id)} is not found`, async () => {
    const path = signInUrl(encodeURIComponent(id));
    const response = await new HttpVisitor().submit(path, [["callbackUrl", "/"]]);
    expect(response.status).toBe(404);
    expect(response.location).toBeNull();
    expect(response.cookies).toEqual([]);
  });
}

test("a field neither names the provider nor changes it", async () => {
  const named = await new HttpVisitor().submit("/api/auth/signin", [["provider", "google"]]);
  expect([named.location, named.cookies]).toEqual([null, []]);
  expect([404, 405]).toContain(named.status);
  for (const provider of ["github", "evil"]) {
    const { location } = await new HttpVisitor().start("google", "/", [["provider", provider]]);
    expect(new URL(location ?? "").searchParams.get("redirect_uri")).toBe(callback("google"));
  }
});

const foreignOrigins = {
  "another site": { origin: "https://evil.example", "sec-fetch-site": "cross-site" },
  "another site that lies about Sec-Fetch-Site": { origin: "https://evil.example" },
  "another port of this host": { origin: "http://localhost:9", "sec-fetch-site": "same-site" },
  "a sandboxed frame": { origin: "null", "sec-fetch-site": "cross-site" },
  "a sandboxed frame, without Sec-Fetch-Site": { origin: "null", "sec-fetch-site": undefined },
  nowhere: { origin: undefined, "sec-fetch-site": undefined },
  "another site, without Origin": { origin: undefined, "sec-fetch-site": "cross-site" },
};

for (const [name, headers] of Object.entries(foreignOrigins)) {
  test(`a sign-in that is started from ${name} is rejected`, async () => {
    const response = await new HttpVisitor().press("/", "Continue with Google", { headers });
    expect(response.status).toBe(403);
    expect(response.location).toBeNull();
    expect(response.cookies).toEqual([]);
  });
}

test("a sign-in whose Origin is missing or null starts if Sec-Fetch-Site is same-origin", async () => {
  for (const headers of sameOriginHeaders) {
    const response = await new HttpVisitor().press("/", "Continue with Google", { headers });
    expect(response.status).toBe(303);
  }
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

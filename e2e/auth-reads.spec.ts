import { expect, test } from "@playwright/test";
import { acceptJson, jsonOf, post } from "./support/auth-request";
import { control } from "./support/control";
import { HttpVisitor } from "./support/http-visitor";
import { stack } from "./support/stack";

test("the session endpoint returns null without a session", async () => {
  const response = await new HttpVisitor().get("/api/auth/session");
  expect([response.status, response.body]).toEqual([200, "null"]);
  expect(response.headers["cache-control"]).toContain("no-store");
});

test("the session endpoint returns the current user and nothing else", async () => {
  const user = await control.createAccount({ google: { name: "Rosa Example" } });
  const visitor = new HttpVisitor();
  await visitor.signIn("google", user);
  const response = await visitor.get("/api/auth/session");
  expect(jsonOf(response)).toEqual({
    user: {
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      username: user.google?.email.split("@")[0]?.slice(0, 30),
      name: "Rosa Example",
      email: user.google?.email,
      image: null,
      role: "user",
    },
    expires: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  expect(response.headers["cache-control"]).toContain("no-store");
});

test("POST on the session endpoint returns the session unchanged, whatever the body is", async () => {
  const visitor = new HttpVisitor();
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  const before = jsonOf(await visitor.get("/api/auth/session"));
  const change = JSON.stringify({ csrfToken: "x", data: { user: { id: "1", name: "Mallory" } } });
  for (const [body, type] of [
    [change, "application/json"],
    ["{", "application/json"],
    ["a=1&a=2", "application/x-www-form-urlencoded"],
    ["\0", "multipart/form-data"],
  ] as const) {
    const response = await post("/api/auth/session", body, { "content-type": type }, visitor);
    expect([response.status, jsonOf(response)]).toEqual([200, before]);
    expect(response.headers["cache-control"]).toContain("no-store");
  }
  expect(jsonOf(await visitor.get("/api/auth/session"))).toEqual(before);
});

test("POST on the session endpoint refuses a body over 16 kB", async () => {
  const body = JSON.stringify({ data: "x".repeat(17_000) });
  const json = { "content-type": "application/json" };
  const response = await post("/api/auth/session", body, { ...json, ...acceptJson });
  expect([response.status, jsonOf(response)]).toMatchObject([413, { error: "InvalidRequest" }]);
  const allowed = JSON.stringify({ data: "x".repeat(16_000) });
  expect((await post("/api/auth/session", allowed, json)).status).toBe(200);
});

test("the providers endpoint lists the providers with absolute addresses, and no client", async () => {
  const response = await new HttpVisitor().get("/api/auth/providers");
  const address = `${stack().appUrl}/api/auth`;
  const provider = (id: string, name: string, type: string) => ({
    id,
    name,
    type,
    signinUrl: `${address}/signin/${id}`,
    callbackUrl: `${address}/callback/${id}`,
  });
  expect(jsonOf(response)).toEqual({
    google: provider("google", "Google", "oidc"),
    github: provider("github", "GitHub", "oauth"),
  });
  expect(response.headers["cache-control"]).toContain("no-store");
});

test("the csrf endpoint returns another token each time, and sets no cookie", async () => {
  const [one, other] = [
    await new HttpVisitor().get("/api/auth/csrf"),
    await new HttpVisitor().get("/api/auth/csrf"),
  ];
  for (const response of [one, other]) {
    expect(jsonOf(response)).toEqual({ csrfToken: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(response.headers["cache-control"]).toContain("no-store");
    expect(response.cookies).toEqual([]);
  }
  expect(one.body).not.toBe(other.body);
});

for (const path of ["/api/auth/signin", "/api/auth/error"]) {
  test(`${path} redirects to the sign-in page, and keeps only a callbackUrl of ours`, async () => {
    const { appUrl } = stack();
    const locations: [query: string, location: string][] = [
      ["", "/sign-in"],
      [
        "?error=SessionRequired&callbackUrl=%2Forders%3Fyear%3D1",
        "/sign-in?callbackUrl=%2Forders%3Fyear%3D1",
      ],
      [`?callbackUrl=${encodeURIComponent(`${appUrl}/orders`)}`, "/sign-in?callbackUrl=%2Forders"],
      ["?callbackUrl=https%3A%2F%2Fevil.example%2Forders", "/sign-in"],
      [`?callbackUrl=${encodeURIComponent(`${appUrl}.evil.example/`)}`, "/sign-in"],
      ["?callbackUrl=%2F%2Fevil.example", "/sign-in"],
      ["?callbackUrl=%2Fapi%2Fauth%2Fsignin", "/sign-in"],
      ["?callbackUrl=%2Forders&callbackUrl=%2Forders", "/sign-in"],
      [`?callbackUrl=%2F${"a".repeat(3_000)}`, "/sign-in"],
      ["?error=Verification&message=planted&provider=google", "/sign-in"],
    ];
    for (const [query, location] of locations) {
      const response = await new HttpVisitor().get(`${path}${query}`);
      expect([query, response.status, response.location]).toEqual([query, 303, location]);
      expect(response.headers["cache-control"]).toContain("no-store");
      expect(response.cookies).toEqual([]);
    }
  });
}

import { decodeProtectedHeader } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { TestApplication } from "./test-application";

let app: TestApplication;

beforeAll(async () => {
  app = await TestApplication.start();
});
afterAll(() => app.providers.close());

test("both providers redirect back with access_denied when the user denies", async () => {
  const google = await app.control("authorize", {
    url: app.googleFlow().url,
    account: "ada",
    decision: "deny",
  });
  expect(new URL(google.location).searchParams.get("error")).toBe("access_denied");
  const github = await app.control("authorize", {
    url: app.githubFlow().url,
    account: "ada",
    decision: "deny",
  });
  const { searchParams } = new URL(github.location);
  expect(searchParams.get("error")).toBe("access_denied");
  expect(searchParams.get("error_description")).toBe(
    "The user has denied your application access.",
  );
  expect(searchParams.get("iss")).toBe(`${app.providers.githubUrl}/login/oauth`);
});

test.each(["google", "github"])(
  "%s shows an error page for an unregistered redirect_uri",
  async (name) => {
    const flow = name === "google" ? app.googleFlow() : app.githubFlow();
    const url = new URL(flow.url);
    url.searchParams.set("redirect_uri", "http://evil.example/api/auth/callback/google");
    const response = await fetch(url, { redirect: "manual" });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain("redirect_uri_mismatch");
  },
);

test("a fault affects only its own account", async () => {
  const user = await app.control("accounts", { github: {} });
  const bystander = await app.control("accounts", { github: {} });
  const fault = { kind: "status", status: 503, body: "down" };
  await app.control("faults", { account: user.id, endpoint: "user", fault, times: 1 });
  const token = await app.githubToken(user.id);
  expect((await app.api("/user", await app.githubToken(bystander.id))).status).toBe(200);
  expect((await app.api("/user", token)).status).toBe(503);
  expect((await app.api("/user", token)).status).toBe(200);
});

test("an ID Token fault changes claims and breaks the signature", async () => {
  const user = await app.control("accounts", { google: {} });
  const signatures = ["foreign-key", "none", "empty", "garbage", "hs256-with-client-secret"];
  for (const signature of signatures) {
    const fault = { kind: "id-token", claims: { email_verified: "true", nonce: null }, signature };
    await app.control("faults", { account: user.id, endpoint: "token", fault, times: 1 });
    const flow = app.googleFlow();
    const { location } = await app.control("authorize", { url: flow.url, account: user.id });
    const { id_token } = await app.redeemGoogle(flow, new URL(location));
    await expect(app.verifyIdToken(id_token), signature).rejects.toThrow();
    const expected = { none: "none", "hs256-with-client-secret": "HS256" }[signature] ?? "RS256";
    expect(decodeProtectedHeader(id_token).alg).toBe(expected);
  }
});

test.each(["google", "github"])("a fault changes the callback's parameters at %s", async (name) => {
  const user = await app.control("accounts", { google: {}, github: {} });
  const fault = { kind: "params", set: { iss: "http://evil.example" }, drop: ["code"] };
  await app.control("faults", { account: user.id, endpoint: "authorize", fault });
  const flow = name === "google" ? app.googleFlow() : app.githubFlow();
  const { location } = await app.control("authorize", { url: flow.url, account: user.id });
  const { searchParams } = new URL(location);
  expect(searchParams.get("iss")).toBe("http://evil.example");
  expect(searchParams.has("code")).toBe(false);
  expect(searchParams.get("state")).toBe(flow.state);
});

test("the request log names the account and contains no secrets", async () => {
  const user = await app.control("accounts", { google: {}, github: {} });
  const flow = app.googleFlow();
  const { location } = await app.control("authorize", { url: flow.url, account: user.id });
  await app.redeemGoogle(flow, new URL(location), "post");
  const record = await app.getJson(`${app.providers.controlUrl}/requests?account=${user.id}`);
  expect(record).toMatchObject([
    { endpoint: "authorize", provider: "google", query: { nonce: flow.nonce } },
    { endpoint: "token", bodyKeys: expect.arrayContaining(["code", "code_verifier"]) },
  ]);
  expect(JSON.stringify(record)).not.toContain(app.providers.google.secret);
  expect(JSON.stringify(record)).not.toContain(flow.verifier);
});

test("the control interface rejects requests from web pages", async () => {
  const headers = { origin: "http://evil.example" };
  const response = await fetch(`${app.providers.controlUrl}/reset`, { method: "POST", headers });
  expect(response.status).toBe(403);
});

test("faults sign the UserInfo response, and add members that are null", async () => {
  const user = await app.control("accounts", { google: {} });
  const order = { account: user.id, times: 1 };
  const nulls = { kind: "nulls", names: ["refresh_token", "scope"] };
  await app.control("faults", { ...order, endpoint: "token", fault: nulls });
  await app.control("faults", { ...order, endpoint: "user", fault: { kind: "signed-userinfo" } });
  const flow = app.googleFlow();
  const { location } = await app.control("authorize", { url: flow.url, account: user.id });
  const tokens = await app.redeemGoogle(flow, new URL(location));
  expect(tokens).toMatchObject({ refresh_token: null, scope: null });
  const response = await fetch(`${app.providers.googleIssuer}/v1/userinfo`, {
    headers: { authorization: `Bearer ${tokens.access_token}` },
  });
  expect(response.headers.get("content-type")).toBe("application/jwt");
  const { payload } = await app.verifyIdToken(await response.text());
  expect(payload).toMatchObject({ sub: user.google.sub, email: user.google.email });
});

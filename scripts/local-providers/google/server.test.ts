import { afterAll, beforeAll, expect, test } from "vitest";
import { appOrigin, TestApplication } from "../test-application";

let app: TestApplication;

beforeAll(async () => {
  app = await TestApplication.start();
});
afterAll(() => app.providers.close());

test("Google's metadata names its own endpoints and announces iss in the callback", async () => {
  const metadata = await app.getJson(
    `${app.providers.googleIssuer}/.well-known/openid-configuration`,
  );
  expect(metadata).toMatchObject({
    issuer: app.providers.googleIssuer,
    authorization_endpoint: `${app.providers.googleIssuer}/o/oauth2/v2/auth`,
    token_endpoint: `${app.providers.googleIssuer}/token`,
    jwks_uri: `${app.providers.googleIssuer}/oauth2/v3/certs`,
    authorization_response_iss_parameter_supported: true,
    code_challenge_methods_supported: ["S256"],
  });
});

test("a complete Google sign-in yields a signed ID Token with the user's claims", async () => {
  const flow = app.googleFlow();
  const { location } = await app.control("authorize", { url: flow.url, account: "workspace" });
  const callback = new URL(location);
  expect(callback.origin + callback.pathname).toBe(`${appOrigin}/api/auth/callback/google`);
  expect(callback.searchParams.get("iss")).toBe(app.providers.googleIssuer);
  expect(callback.searchParams.get("state")).toBe(flow.state);

  const tokens = await app.redeemGoogle(flow, callback);
  const { payload } = await app.verifyIdToken(tokens.id_token);
  expect(payload).toMatchObject({
    sub: "100000000000000000007",
    azp: app.providers.google.id,
    email: "margaret@apollo.example",
    email_verified: true,
    hd: "apollo.example",
    name: "Margaret Hamilton",
    given_name: "Margaret",
    nonce: flow.nonce,
  });
  const again = await app.redeemGoogle(flow, callback);
  expect(again).toMatchObject({ error: "invalid_grant" });
});

test("Google rejects a wrong code_verifier", async () => {
  const flow = app.googleFlow();
  const { location } = await app.control("authorize", { url: flow.url, account: "ada" });
  const tokens = await app.redeemGoogle({ ...flow, verifier: "x".repeat(43) }, new URL(location));
  expect(tokens).toMatchObject({ error: "invalid_grant" });
});

test("Google accepts the client secret in the body as well as in a header", async () => {
  const flow = app.googleFlow();
  const { location } = await app.control("authorize", { url: flow.url, account: "ada" });
  const tokens = await app.redeemGoogle(flow, new URL(location), "post");
  expect(tokens.id_token).toBeTypeOf("string");
});

test("Google sends only claims that the granted scopes cover", async () => {
  const flow = app.googleFlow({ scope: "openid" });
  const { location } = await app.control("authorize", { url: flow.url, account: "ada" });
  const { payload } = await app.verifyIdToken(
    (await app.redeemGoogle(flow, new URL(location))).id_token,
  );
  expect(payload).not.toHaveProperty("email");
  expect(payload).not.toHaveProperty("name");
});

test("Google marks an unverified address as unverified", async () => {
  const flow = app.googleFlow({ login_hint: "una@example.com" });
  const { location } = await app.control("authorize", { url: flow.url, account: "unverified" });
  const { id_token } = await app.redeemGoogle(flow, new URL(location));
  const { payload } = await app.verifyIdToken(id_token);
  expect(payload).toMatchObject({ email: "una@example.com", email_verified: false });
});

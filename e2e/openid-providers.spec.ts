import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { confirmPath, expectRedirect, press } from "./support/account-centre";
import { ageSignIn } from "./support/account-rows";
import { type AppServer, startApp } from "./support/app-server";
import { control } from "./support/control";
import { database } from "./support/database";
import { GenericProviders, start } from "./support/generic-providers";
import { HttpVisitor } from "./support/http-visitor";
import { connectionsOf, sessionOf } from "./support/visitor-rows";

/** Signs with RS256, takes the client secret in the header, and puts all claims into its ID Token. */
const plain = "Plain Stranger";
/**
 * Refuses the scope profile, and doesn't decode a client secret in the header, which has characters that
 * RFC 6749, section 2.3.1 encodes.
 */
const narrow = "Narrow Stranger";
/** Signs with ES256, takes the client secret in the body, and returns the address from its UserInfo endpoint. */
const odd = "Ödd & Sons <id>";

// In one worker: another one's servers would have other ports, and its accounts keep this app from starting.
test.describe.configure({ mode: "default" });

let genericProviders: GenericProviders;
let app: AppServer;

test.beforeAll(async () => {
  // Their servers may have had other ports before, and no app starts with accounts of another server.
  await database()`delete from accounts where provider like '%-stranger'`;
  genericProviders = await GenericProviders.start();
  app = await startApp({
    ...genericProviders.settings("PLAIN_STRANGER", "plain"),
    AUTH_OIDC_PLAIN_STRANGER_DOMAINS: "example.com",
    ...genericProviders.settings("ODD_STRANGER", "odd", odd),
    AUTH_OIDC_ODD_STRANGER_DOMAINS: "example.org, Example.com",
    ...genericProviders.settings("NARROW_STRANGER", "narrow"),
    AUTH_OIDC_NARROW_STRANGER_SCOPE: "email",
    AUTH_OIDC_NARROW_STRANGER_TOKEN_AUTH: "post",
    ...genericProviders.settings("UNSCOPED", "narrow"),
    ...genericProviders.settings("BY_HEADER", "narrow"),
    AUTH_OIDC_BY_HEADER_SCOPE: "email",
    AUTH_OIDC_BY_HEADER_TOKEN_AUTH: "basic",
    ...genericProviders.settings("LIAR", "liar", "A liar"),
  });
});

test.afterAll(() => Promise.all([app?.stop(), genericProviders?.stop()]));

const newLogin = () => `visitor-${randomBytes(4).toString("hex")}`;

for (const [name, id] of [
  [plain, "plain-stranger"],
  [odd, "odd-stranger"],
] as const) {
  test(`${id} is asked for its pages in the visitor's language`, async () => {
    const visitor = new HttpVisitor(app.url);
    await visitor.submit("/account/language", [["locale", "fr"]]);
    const { location } = await visitor.submit(`/api/auth/signin/${id}`, []);
    expect(new URL(location ?? "").searchParams.get("ui_locales")).toBe("fr");
  });

  test(`a user signs in with ${id}, which three variables configure, and signs in again`, async () => {
    const login = newLogin();
    const visitor = new HttpVisitor(app.url);
    expectRedirect(await genericProviders.signIn(visitor, name, login), "/");
    expect(await visitor.sessionUser()).toMatchObject({ username: login });
    const [connection] = await connectionsOf(visitor);
    expect(connection).toMatchObject({
      provider: id,
      subject: login,
      email: `${login}@example.com`,
    });
    const elsewhere = new HttpVisitor(app.url);
    await genericProviders.signIn(elsewhere, name, login);
    expect((await sessionOf(elsewhere)).user_id).toBe((await sessionOf(visitor)).user_id);
  });

  test(`a sign-in with ${id} is rejected if its address is unverified or missing`, async () => {
    for (const login of [`unverified.${newLogin()}`, `no-address.${newLogin()}`]) {
      const visitor = new HttpVisitor(app.url);
      const response = await genericProviders.signIn(visitor, name, login);
      expect(response.status).toBe(401);
      expect(response.body).toContain("has no verified email address");
      expect(visitor.sessionToken()).toBe("");
    }
  });
}

test("a provider that refuses a scope, or a secret in the header, is used as it is configured", async () => {
  const login = newLogin();
  const visitor = new HttpVisitor(app.url);
  const begun = await start(visitor, narrow);
  expect(new URL(begun.location ?? "").searchParams.get("scope")).toBe("openid email");
  expectRedirect(await visitor.follow(await genericProviders.walk(begun, login)), "/");
  expect(await visitor.sessionUser()).toMatchObject({ email: `${login}@example.com` });

  const unscoped = await genericProviders.reachCallback(
    new HttpVisitor(app.url),
    "Unscoped",
    login,
  );
  expect(unscoped.searchParams.get("error")).toBe("invalid_scope");
  const byHeader = await genericProviders.signIn(new HttpVisitor(app.url), "By Header", login);
  expect(byHeader.status).toBe(401);
  // The log may arrive after the response.
  await expect.poll(() => app.output()).toContain("the endpoint returned error invalid_client");
});

test("one verified address is one user at Google and at two OpenID providers", async () => {
  const login = newLogin();
  const google = await control.createAccount({ google: { email: `${login}@example.com` } });
  const visitors = [0, 1, 2].map(() => new HttpVisitor(app.url)) as [
    HttpVisitor,
    HttpVisitor,
    HttpVisitor,
  ];
  await visitors[0].signIn("google", google);
  await genericProviders.signIn(visitors[1], odd, login);
  await genericProviders.signIn(visitors[2], plain, login);
  const users = await Promise.all(visitors.map(sessionOf));
  expect(new Set(users.map(({ user_id }) => user_id)).size).toBe(1);
  const connected = (await connectionsOf(visitors[0])).map(({ provider }) => provider);
  expect(connected.sort()).toEqual(["google", "odd-stranger", "plain-stranger"]);

  const eve = new HttpVisitor(app.url);
  const response = await genericProviders.signIn(eve, plain, `unverified.${login}`);
  expect([response.status, eve.sessionToken()]).toEqual([401, ""]);
});

test("an OpenID provider is asked to sign the user in again, and states when it did", async () => {
  const login = newLogin();
  const visitor = new HttpVisitor(app.url);
  await genericProviders.signIn(visitor, odd, login);
  await ageSignIn(visitor);
  const begun = await press(visitor, confirmPath("/account/data/delete"), `Continue with ${odd}`);
  const asked = new URL(begun.location ?? "").searchParams;
  expect([asked.get("prompt"), asked.get("max_age")]).toEqual(["login", "300"]);
  const callback = await genericProviders.walk(begun, login);
  expectRedirect(await visitor.follow(callback), "/account/data/delete");
  expect((await sessionOf(visitor)).recent).toBe(true);
});

test("the response of one OpenID provider is rejected at another's callback", async () => {
  const visitor = new HttpVisitor(app.url);
  const callback = await genericProviders.reachCallback(visitor, plain, newLogin());
  callback.pathname = callback.pathname.replace("plain-stranger", "odd-stranger");
  expect((await visitor.follow(callback)).status).toBe(401);
  expect(visitor.sessionToken()).toBe("");
});

test("the callback of a provider that is not configured is not found", async () => {
  const visitor = new HttpVisitor(app.url);
  for (const id of ["other-stranger", "PLAIN_STRANGER", "plain_stranger", "odd"]) {
    expect((await visitor.get(`/api/auth/callback/${id}?code=a&state=b`)).status).toBe(404);
  }
});

test("a provider whose discovery document names another issuer is not used, and the log says why", async () => {
  const visitor = new HttpVisitor(app.url);
  const { status, location } = await start(visitor, "A liar");
  expect([status, location]).toEqual([303, expect.stringMatching(/^\/(?!\/)/)]);
  expect((await visitor.get(location ?? "/")).body).toContain("A liar can’t be reached right now");
  const lines = app.output().split("\n");
  for (const event of ["boot.provider-not-warmed", "sign-in.not-started"]) {
    const line = lines.find((each) => each.includes(event) && each.includes('"liar"'));
    expect(line).toContain("the document names another issuer");
  }
});

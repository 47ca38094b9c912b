import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { continueWith } from "./support/account-centre";
import { type AppServer, startApp } from "./support/app-server";
import { type Account, control, type ProviderName, providerNames } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { HttpVisitor } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { stack } from "./support/stack";

/** Origins whose callbacks no provider has registered. */
const previewOrigin = "https://app-7-team.preview.example";
const otherOrigin = "https://other.example";

let production: AppServer;
let preview: AppServer;
let otherPreview: AppServer;
let previewDatabase: OwnDatabase;

test.beforeAll(async () => {
  previewDatabase = await createOwnDatabase();
  const shared = {
    AUTH_REDIRECT_PROXY_URL: `${stack().appUrl}/api/auth`,
    AUTH_REDIRECT_PROXY_SECRET: randomBytes(32).toString("hex"),
  };
  const start = (own: Record<string, string>) => startApp({ ...shared, ...own });
  [production, preview, otherPreview] = await Promise.all([
    start({ AUTH_REDIRECT_PROXY_ORIGINS: "https://app-*-team.preview.example" }),
    start({ DATABASE_URL: previewDatabase.url, AUTH_URL: previewOrigin }),
    start({ DATABASE_URL: previewDatabase.url, AUTH_URL: otherOrigin }),
  ]);
});

test.afterAll(async () => {
  await Promise.all([production, preview, otherPreview].map((app) => app?.stop()));
  await previewDatabase?.drop();
});

/** Starts a sign-in at a preview and goes through the provider's pages, up to production's callback. */
async function reachProduction(visitor: HttpVisitor, provider: ProviderName, user: Account) {
  const origin = visitor.address === otherPreview.url ? otherOrigin : previewOrigin;
  const response = await visitor.press("/", continueWith(provider), { headers: { origin } });
  const request = new URL(response.location ?? "");
  const registered = `${stack().appUrl}/api/auth/callback/${provider}`;
  expect(request.searchParams.get("redirect_uri")).toBe(registered);
  return new URL(await control.authorize({ url: request.href, account: user.id }));
}

for (const provider of providerNames) {
  test(`a sign-in with ${provider} at a preview returns through production, and opens a session at the preview alone`, async () => {
    const testUser = await control.createAccount({ google: {}, github: {} });
    const visitor = new HttpVisitor(preview.url);
    const callback = await reachProduction(visitor, provider, testUser);

    // The browser also has a session at production, which must not change.
    const atProduction = new HttpVisitor(production.url);
    await atProduction.signIn("google", await control.createAccount({ google: {} }));
    const token = atProduction.sessionToken();
    const { status, location, headers } = await atProduction.follow(callback);
    expect(status).toBe(303);
    expect(headers["cache-control"]).toContain("no-store");
    expect(headers["referrer-policy"]).toBe("no-referrer");
    expect(atProduction.sessionToken()).toBe(token);
    const back = new URL(location ?? "");
    expect(`${back.origin}${back.pathname}`).toBe(`${previewOrigin}/api/auth/callback/${provider}`);
    expect(await countRowsOf(testUser)).toEqual(noRows);

    expect((await visitor.follow(back)).location).toBe("/");
    const user = await visitor.get("/api/auth/session");
    expect(JSON.parse(user.body)).toMatchObject({ user: expect.any(Object) });
    const code = back.searchParams.get("code") ?? "";
    for (const app of [production, preview]) expect(app.output()).not.toContain(code);
  });
}

test("an error from the provider reaches the preview too", async () => {
  const user = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(preview.url);
  const headers = { origin: previewOrigin };
  const { location } = await visitor.press("/", continueWith("google"), { headers });
  const walk = { url: location ?? "", account: user.id, decision: "deny" as const };
  const denied = new URL(await control.authorize(walk));
  const redirect = await new HttpVisitor(production.url).follow(denied);
  const response = await visitor.follow(new URL(redirect.location ?? ""));
  expect(response.location).toBe("/sign-in");
  expect((await visitor.get("/sign-in")).body).toContain("You cancelled");
});

test("production does not redirect to an origin that it is not configured for", async () => {
  const user = await control.createAccount({ google: {} });
  const callback = await reachProduction(new HttpVisitor(otherPreview.url), "google", user);
  const response = await new HttpVisitor(production.url).follow(callback);
  expect(response.status).toBe(401);
  expect(response.location).toBeNull();
  expect(response.body).not.toContain("other.example");
});

test("a state that is repeated, altered or not meant for production is not passed on", async () => {
  const user = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(preview.url);
  const callback = await reachProduction(visitor, "google", user);
  const redirect = await new HttpVisitor(production.url).follow(callback);
  const tampered = [
    (url: URL) => url.searchParams.append("state", url.searchParams.get("state") ?? ""),
    (url: URL) => url.searchParams.set("state", `${url.searchParams.get("state")}x`),
    // The inner state is encrypted for the preview, so production cannot read it.
    (url: URL) =>
      url.searchParams.set(
        "state",
        new URL(redirect.location ?? "").searchParams.get("state") ?? "",
      ),
  ];
  for (const tamper of tampered) {
    const url = new URL(callback);
    tamper(url);
    const response = await new HttpVisitor(production.url).follow(url);
    expect(response.status).toBe(401);
  }
  // The preview itself is no redirect proxy.
  expect((await new HttpVisitor(preview.url).follow(callback)).status).toBe(401);
});

test("a session at production is not valid at a preview", async () => {
  const user = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(production.url);
  await visitor.signIn("google", user);
  const elsewhere = new HttpVisitor(preview.url);
  elsewhere.jar = visitor.jar;
  expect(await elsewhere.sessionUser()).toBeNull();
});

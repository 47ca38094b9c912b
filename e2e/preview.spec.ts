import { randomBytes } from "node:crypto";
import { expect, test } from "@playwright/test";
import { AppServer, signInSettings } from "./support/app-server";
import { type Account, control, type ProviderName, providerNames } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { formWithButton } from "./support/html-form";
import { HttpVisitor } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { stack } from "./support/stack";

/** No provider has registered a callback of these. */
const previewOrigin = "https://app-7-team.preview.example";
const genericOrigin = "https://stranger.example";

let production: AppServer;
let preview: AppServer;
let otherUser: AppServer;
let previewDatabase: OwnDatabase;

test.beforeAll(async () => {
  previewDatabase = await createOwnDatabase();
  const shared = {
    AUTH_REDIRECT_PROXY_URL: `${stack().appUrl}/api/auth`,
    AUTH_REDIRECT_PROXY_SECRET: randomBytes(32).toString("hex"),
  };
  const start = (own: Record<string, string>) =>
    AppServer.start({ ...signInSettings(), ...shared, ...own });
  [production, preview, otherUser] = await Promise.all([
    start({
      DATABASE_URL: stack().databaseUrl,
      AUTH_REDIRECT_PROXY_ORIGINS: "https://app-*-team.preview.example",
    }),
    start({ DATABASE_URL: previewDatabase.url, AUTH_URL: previewOrigin }),
    start({ DATABASE_URL: previewDatabase.url, AUTH_URL: genericOrigin }),
  ]);
  await Promise.all([production, preview, otherUser].map((app) => app.ready()));
});

test.afterAll(async () => {
  await Promise.all([production, preview, otherUser].map((app) => app?.stop()));
  await previewDatabase?.drop();
});

/** Starts a sign-in at a preview, and walks the provider's pages up to production's callback. */
async function reachProduction(visitor: HttpVisitor, provider: ProviderName, user: Account) {
  const page = await visitor.get("/");
  const button = { google: "Continue with Google", github: "Continue with GitHub" }[provider];
  const origin = visitor.address === otherUser.url ? genericOrigin : previewOrigin;
  const response = await visitor.submit("/", formWithButton(page.body, button), { origin });
  const request = new URL(response.location ?? "");
  const registered = `${stack().appUrl}/api/auth/callback/${provider}`;
  expect(request.searchParams.get("redirect_uri")).toBe(registered);
  return new URL(await control.authorize({ url: request.href, account: user.id }));
}

for (const provider of providerNames) {
  test(`a sign-in with ${provider} at a preview comes back by way of production, and is the preview's alone`, async () => {
    const testUser = await control.createAccount({ google: {}, github: {} });
    const visitor = new HttpVisitor(preview.url);
    const callback = await reachProduction(visitor, provider, testUser);

    // Also in a browser that is signed in there, and on its way to sign in once more.
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

test("a refusal of the provider reaches the preview too", async () => {
  const user = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(preview.url);
  const page = await visitor.get("/");
  const fields = formWithButton(page.body, "Continue with Google");
  const { location } = await visitor.submit("/", fields, { origin: previewOrigin });
  const walk = { url: location ?? "", account: user.id, decision: "deny" as const };
  const denied = new URL(await control.authorize(walk));
  const passed = await new HttpVisitor(production.url).follow(denied);
  const response = await visitor.follow(new URL(passed.location ?? ""));
  expect(response.location).toBe("/sign-in");
  expect((await visitor.get("/sign-in")).body).toContain("You cancelled");
});

test("production passes nothing on to an address that it does not serve", async () => {
  const user = await control.createAccount({ google: {} });
  const callback = await reachProduction(new HttpVisitor(otherUser.url), "google", user);
  const response = await new HttpVisitor(production.url).follow(callback);
  expect(response.status).toBe(401);
  expect(response.location).toBeNull();
  expect(response.body).not.toContain("stranger");
});

test("a state that is sealed with another key, doubled, or of a preview's own is passed on to nobody", async () => {
  const user = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(preview.url);
  const callback = await reachProduction(visitor, "google", user);
  const passed = await new HttpVisitor(production.url).follow(callback);
  const spoiled = [
    (url: URL) => url.searchParams.append("state", url.searchParams.get("state") ?? ""),
    (url: URL) => url.searchParams.set("state", `${url.searchParams.get("state")}x`),
    // What is within the seal says nothing to production.
    (url: URL) =>
      url.searchParams.set("state", new URL(passed.location ?? "").searchParams.get("state") ?? ""),
  ];
  for (const tamper of spoiled) {
    const url = new URL(callback);
    tamper(url);
    const response = await new HttpVisitor(production.url).follow(url);
    expect(response.status).toBe(401);
  }
  // The preview itself is no redirect proxy.
  expect((await new HttpVisitor(preview.url).follow(callback)).status).toBe(401);
});

test("what a preview and production need not share, they do not: neither knows the other's sessions", async () => {
  const user = await control.createAccount({ google: {} });
  const visitor = new HttpVisitor(production.url);
  await visitor.signIn("google", user);
  const elsewhere = new HttpVisitor(preview.url);
  elsewhere.jar = visitor.jar;
  expect(await elsewhere.sessionUser()).toBeNull();
});

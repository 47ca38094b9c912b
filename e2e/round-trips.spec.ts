import { expect, test } from "@playwright/test";
import { type AppServer, startApp } from "./support/app-server";
import { type Account, control, type ProviderName } from "./support/control";
import { openLine } from "./support/database-line";
import { homeRoundTrips } from "./support/home-page";
import type { FormField } from "./support/html-form";
import { userAgents } from "./support/http-browser";
import { HttpVisitor, sessionCookie, signInUrl, signOutUrl } from "./support/http-visitor";
import { stack } from "./support/stack";
import type { TcpForwarder } from "./support/tcp-forwarder";

/** After this many rounds, every statement is prepared on the connection. */
const warmUps = 2;

test.describe.configure({ mode: "default" });

let app: AppServer;
let line: TcpForwarder;

test.beforeAll(async () => {
  const opened = await openLine(stack().databaseUrl);
  line = opened.line;
  app = await startApp({
    DATABASE_URL: opened.url,
    // With one connection, statements run in sequence, each as its own round trip.
    DATABASE_POOL_MAX: "1",
    RATE_LIMIT: "on",
  });
  for (let time = 0; time < warmUps; time += 1) {
    for (const provider of ["google", "github"] as const) {
      const { visitor, account } = await signInNewUser(provider);
      await signInAgain(visitor, provider, account);
      await visitor.signOut();
    }
  }
});

test.afterAll(async () => {
  await app?.stop();
  await line?.close();
});

/** The number of round trips to Postgres during some work. */
async function roundTrips(work: () => Promise<unknown>): Promise<number> {
  const before = line.roundTrips;
  await work();
  return line.roundTrips - before;
}

async function signInNewUser(provider: ProviderName) {
  const visitor = new HttpVisitor(app.url);
  const account = await control.createAccount({ [provider]: {} });
  const callback = await visitor.reachCallback(provider, account);
  const trips = await roundTrips(() => visitor.follow(callback));
  expect(visitor.sessionToken()).not.toBe("");
  return { visitor, account, trips };
}

async function signInAgain(visitor: HttpVisitor, provider: ProviderName, account: Account) {
  visitor.jar.delete(sessionCookie);
  const callback = await visitor.reachCallback(provider, account);
  const trips = await roundTrips(() => visitor.follow(callback));
  expect(visitor.sessionToken()).not.toBe("");
  return trips;
}

for (const provider of ["google", "github"] as const) {
  test(`a callback from ${provider} takes two round trips for a returning user and three for a new one, limits and activity included`, async () => {
    const { visitor, account, trips } = await signInNewUser(provider);
    expect(trips).toBe(3);
    expect(await signInAgain(visitor, provider, account)).toBe(2);
  });
}

test("the home page takes one round trip with a session cookie, and none without", async () => {
  const { visitor } = await signInNewUser("google");
  expect(await roundTrips(() => visitor.get("/"))).toBe(homeRoundTrips);
  expect(await roundTrips(() => new HttpVisitor(app.url).get("/"))).toBe(0);
});

test("in another browser it takes as many, once its use there is recorded", async () => {
  const agent = (version: string) => ({ "user-agent": `Mozilla/5.0 Firefox/${version}` });
  const opened = new HttpVisitor(app.url);
  const callback = await opened.reachCallback(
    "google",
    await control.createAccount({ google: {} }),
  );
  await opened.get(`${callback.pathname}${callback.search}`, agent("140.0"));
  expect(await roundTrips(() => opened.get("/", agent("141.0")))).toBe(homeRoundTrips);
  const elsewhere = { "user-agent": userAgents["Safari on iOS"] };
  await opened.get("/", elsewhere);
  // The first one is recorded after its response. Once it is, the page asks whether it was the user.
  await expect
    .poll(async () => (await opened.get("/", elsewhere)).body)
    .toContain("was used elsewhere");
  await opened.press("/account/sessions", "Yes, it was me", { headers: elsewhere });
  expect(await roundTrips(() => opened.get("/", elsewhere))).toBe(homeRoundTrips);
});

test("starting a sign-in takes one round trip, for the limit, and signing out one", async () => {
  const starting = new HttpVisitor(app.url);
  const fields: FormField[] = [["callbackUrl", "/account"]];
  expect(await roundTrips(() => starting.submit(signInUrl("google"), fields))).toBe(1);

  const { visitor } = await signInNewUser("google");
  expect(await roundTrips(() => visitor.submit(signOutUrl, []))).toBe(1);
  expect(await visitor.sessionUser()).toBeNull();
});

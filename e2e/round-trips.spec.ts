import { expect, test } from "@playwright/test";
import { AppServer, signInSettings } from "./support/app-server";
import { type Account, control, type ProviderName } from "./support/control";
import { HttpVisitor, sessionCookie } from "./support/http-visitor";
import { stack } from "./support/stack";
import { TcpForwarder } from "./support/tcp-forwarder";

/** After so many, every connection that one visitor uses has had each statement. */
const warmUps = 2;

test.describe.configure({ mode: "default" });

let app: AppServer;
let postgres: TcpForwarder;

test.beforeAll(async () => {
  const url = new URL(stack().databaseUrl);
  postgres = await TcpForwarder.start({ host: url.hostname, port: Number(url.port) });
  url.host = `127.0.0.1:${postgres.port}`;
  app = await AppServer.start({
    ...signInSettings(),
    DATABASE_URL: url.href,
    // Nothing is asked at the same time then, and each answer is waited for.
    DATABASE_POOL_MAX: "1",
    RATE_LIMIT: "on",
  });
  await app.ready();
  for (let time = 0; time < warmUps; time += 1) {
    for (const provider of ["google", "github"] as const) {
      const { visitor, account } = await comeFirst(provider);
      await comeBack(visitor, provider, account);
      await visitor.signOut();
    }
  }
});

test.afterAll(async () => {
  await app?.stop();
  await postgres?.close();
});

/** How often Postgres was asked something that was waited for. */
async function roundTrips(work: () => Promise<unknown>): Promise<number> {
  const before = postgres.roundTrips;
  await work();
  return postgres.roundTrips - before;
}

async function comeFirst(provider: ProviderName) {
  const visitor = new HttpVisitor(app.url);
  const account = await control.createAccount({ [provider]: {} });
  const callback = await visitor.reachCallback(provider, account);
  const trips = await roundTrips(() => visitor.follow(callback));
  expect(visitor.sessionToken()).not.toBe("");
  return { visitor, account, trips };
}

async function comeBack(visitor: HttpVisitor, provider: ProviderName, account: Account) {
  visitor.jar.delete(sessionCookie);
  const callback = await visitor.reachCallback(provider, account);
  const trips = await roundTrips(() => visitor.follow(callback));
  expect(visitor.sessionToken()).not.toBe("");
  return trips;
}

for (const provider of ["google", "github"] as const) {
  test(`a callback from ${provider} asks Postgres twice for who comes back, and thrice for who is new, limits and activity included`, async () => {
    const { visitor, account, trips } = await comeFirst(provider);
    expect(trips).toBe(3);
    expect(await comeBack(visitor, provider, account)).toBe(2);
  });
}

test("a page asks Postgres once for who is there, and not at all where nobody can be", async () => {
  const { visitor } = await comeFirst("google");
  expect(await roundTrips(() => visitor.get("/"))).toBe(1);
  expect(await roundTrips(() => new HttpVisitor(app.url).get("/"))).toBe(0);
});

test("starting a sign-in asks Postgres for the limit alone, and signing out asks it once", async () => {
  const starting = new HttpVisitor(app.url);
  const fields = await starting.signInFields("google");
  expect(await roundTrips(() => starting.submit("/", fields))).toBe(1);

  const { visitor } = await comeFirst("google");
  // The page with the button asks once as well.
  expect(await roundTrips(() => visitor.signOut())).toBe(2);
  expect(await visitor.sessionUser()).toBeNull();
});

import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { AppServer, signInSettings } from "./support/app-server";
import { countRowsOf, noRows } from "./support/database";
import { type FaultyEndpoint, quickFaults, says, slowFaults } from "./support/faulty-endpoint";
import { type HttpResponse, referenceOn } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { OwnIssuer, otherUserAtGoogle } from "./support/own-issuer";
import { stack } from "./support/stack";

/** Keys are not fetched again sooner than this for a name that they do not have. */
const leapMs = 31_000;
/** In an app, makes the clock leap ahead when the signal comes. */
const leapOnSignal = `process.on("SIGUSR2", () => {
  const { now } = Date;
  Date.now = () => now() + ${leapMs};
  console.log("The clock has leapt.");
})`;
/** Two such answers and a silence are each given up in time, and are not together. */
const slowMs = 3_000;

// Apps that have fetched nothing from their issuers, which these tests spoil in turn.
test.describe.configure({ mode: "default", timeout: 60_000 });

type Place = { issuer: OwnIssuer; app: AppServer };

/** Knows the addresses of its issuer from the first sign-in on, and its keys in the end. */
let place: Place;
/** Never get a discovery document, but for a callback. */
let lostPlace: Place;
let coldPlace: Place;

test.beforeAll(async () => {
  const settings = {
    ...signInSettings(),
    DATABASE_URL: stack().databaseUrl,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(leapOnSignal)}`,
  };
  const places = await Promise.all([1, 2, 3].map(() => startPlace(settings)));
  [place, lostPlace, coldPlace] = places as [Place, Place, Place];
});

test.afterAll(async () => {
  for (const { app, issuer } of everywhere()) {
    await app.stop();
    await issuer.stop();
  }
});

test.afterEach(async ({ browserName: _ }, testInfo) => {
  const body = everywhere().map(({ app }) => app.output());
  await testInfo.attach("app.log", { body: body.join("\n"), contentType: "text/plain" });
});

test("a discovery document spoiled in any way keeps a visitor here, within 10 s, and is asked for anew", async () => {
  const { issuer, app } = place;
  const another = says(200, JSON.stringify(issuer.documentOf("https://evil.example")));
  for (const [what, fault] of Object.entries({ ...quickFaults, "another issuer": another })) {
    await issuer.discovery.tamper(fault);
    await test.step(what, () => expectNotSentAway(place));
    expect(issuer.discovery.asked).not.toContain("/followed");
  }
  await issuer.discovery.repair();
  const { location } = await new HttpVisitor(app.url).start("google");
  expect(location).toContain(`${issuer.url}/authorize?`);
});

test("keys spoiled in any way sign nobody in, within 10 s and with a cause in the log, and are asked for anew", async () => {
  const { issuer } = place;
  const faults = {
    ...quickFaults,
    "an empty list": says(200, JSON.stringify({ keys: [] })),
    "a key without its modulus": says(200, JSON.stringify({ keys: [issuer.keyWithout("n")] })),
  };
  for (const [what, fault] of Object.entries(faults)) {
    await issuer.keys.tamper(fault);
    await test.step(what, () => expectFails("keys"));
    expect(issuer.keys.asked).not.toContain("/followed");
  }
});

test("a token endpoint that refuses connections signs nobody in", async () => {
  await place.issuer.token.tamper("refuse");
  await expectFails("token");
  await place.issuer.token.repair();
});

test("silence, a byte a second and slowness end within 10 s, whatever has to be fetched", async () => {
  const eachSlow = async (endpoint: FaultyEndpoint, look: () => Promise<void>) => {
    for (const [what, fault] of Object.entries(slowFaults)) {
      await endpoint.tamper(fault);
      await test.step(what, look);
    }
  };
  // Side by side, since all of it is waiting.
  await Promise.all([
    eachSlow(place.issuer.keys, () => expectFails("keys")),
    eachSlow(lostPlace.issuer.discovery, () => expectNotSentAway(lostPlace)),
    test.step("slowness", expectSlownessFails),
  ]);
});

test("keys that came once serve every sign-in, and are not asked for by tokens that name others", async () => {
  const { keys } = place.issuer;
  await keys.repair();
  await expectIn();
  await expectIn();
  await Promise.all(Array.from({ length: 5 }, () => expectFails("token", crypto.randomUUID())));
  expect(keys.asked).toHaveLength(1);
});

test("a key that the provider changes to signs people in at once, and made-up ones after it fetch nothing", async () => {
  const { issuer, app } = place;
  await issuer.keys.repair();
  await expectIn();
  app.child.kill("SIGUSR2");
  await expect.poll(() => app.output()).toContain("The clock has leapt.");
  await issuer.changeKey();
  issuer.keys.asked = [];
  await expectIn();
  await Promise.all(Array.from({ length: 5 }, () => expectFails("token", crypto.randomUUID())));
  expect(issuer.keys.asked).toHaveLength(1);
});

/** Starts an app whose first look at its issuer fails. */
async function startPlace(settings: Record<string, string>): Promise<Place> {
  const issuer = await OwnIssuer.start();
  await issuer.discovery.tamper(says(500, ""));
  const app = await AppServer.start({ ...settings, AUTH_GOOGLE_ISSUER: issuer.url });
  await app.ready();
  await expect.poll(() => app.output()).toContain("boot.provider-not-warmed");
  await issuer.discovery.repair();
  return { issuer, app };
}

function everywhere(): Place[] {
  return [place, lostPlace, coldPlace].filter((one) => one !== undefined);
}

async function expectNotSentAway({ app }: Place): Promise<void> {
  const before = app.output().length;
  const response = await new HttpVisitor(app.url).start("google");
  expect([response.status, response.location]).toEqual([303, expect.stringMatching(/^\/(?!\/)/)]);
  expect(response.milliseconds).toBeLessThan(10_000);
  const noted = () => app.output().slice(before);
  await expect.poll(noted).toContain('"event":"sign-in.not-started"');
  expect(noted()).toContain('"step":"metadata"');
}

/** A sign-in, in whose token the name of the key can be made up. */
async function signIn(user = otherUserAtGoogle(), kid?: string) {
  const visitor = new HttpVisitor(place.app.url);
  const { location } = await visitor.start("google");
  const response = await visitor.follow(place.issuer.allow(location ?? "", user, kid));
  return { visitor, answer: response };
}

async function expectFails(step: string, kid?: string): Promise<void> {
  const user = otherUserAtGoogle();
  const { visitor, answer: response } = await signIn(user, kid);
  await expectBlamed(response, place, step);
  expect(visitor.sessionToken()).toBe("");
  expect(await countRowsOf(user)).toEqual(noRows);
}

async function expectBlamed(response: HttpResponse, { app }: Place, step: string): Promise<void> {
  expect([response.status, response.milliseconds < 10_000]).toEqual([401, true]);
  const line = await logLineOf(referenceOn(response), () => app.output());
  expect(line).toMatchObject({ provider: "google", failure: "provider-failed", step });
  expect(line.error?.map(({ name }) => name)).toContain("ProviderError");
}

async function expectIn(): Promise<void> {
  const { visitor, answer: response } = await signIn();
  expect(response.status).toBe(303);
  expect(await visitor.sessionUser()).not.toBeNull();
}

/** The callback arrives at another instance than the one that sent the visitor away. */
async function expectSlownessFails(): Promise<void> {
  const { issuer, app } = coldPlace;
  const user = otherUserAtGoogle();
  const visitor = new HttpVisitor(place.app.url);
  const { location } = await visitor.start("google");
  issuer.discovery.delayMs = slowMs;
  issuer.token.delayMs = slowMs;
  await issuer.keys.tamper(slowFaults.silence);
  const there = new HttpVisitor(app.url);
  there.jar = visitor.jar;
  const response = await there.follow(issuer.allow(location ?? "", user));
  await expectBlamed(response, coldPlace, "keys");
  expect(await countRowsOf(user)).toEqual(noRows);
}

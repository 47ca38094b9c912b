import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { attachLog } from "./support/app-server";
import { countRowsOf, noRows } from "./support/database";
import {
  type FaultyEndpoint,
  quickFaults,
  respondWith,
  slowFaults,
} from "./support/faulty-endpoint";
import { type HttpResponse, referenceOn } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { otherUserAtGoogle } from "./support/own-issuer";
import { type Instance, skipAhead, startInstance } from "./support/provider-instance";

/** Two responses this slow and a silent endpoint are each within their timeout, but not in sum. */
const slowMs = 3_000;

// The tests share apps that have fetched nothing yet from their issuers, which each test breaks.
test.describe.configure({ mode: "default", timeout: 60_000 });

/** Fetches the metadata of its issuer in the first test, and the keys in a later one. */
let instance: Instance;
/** Never gets the metadata of its issuer. */
let instanceWithoutMetadata: Instance;
/** Gets the metadata of its issuer only for a callback. */
let coldInstance: Instance;

let own: OwnDatabase;

test.beforeAll(async () => {
  own = await createOwnDatabase();
  const instances = await Promise.all([1, 2, 3].map(() => startInstance(own.url)));
  [instance, instanceWithoutMetadata, coldInstance] = instances as [Instance, Instance, Instance];
});

test.afterAll(async () => {
  for (const { app, issuer } of allInstances()) {
    await app.stop();
    await issuer.stop();
  }
  await own?.drop();
});

test.afterEach(() => attachLog(...allInstances().map(({ app }) => app)));

test("a broken discovery document stops a sign-in within 10 s, and is fetched again for the next", async () => {
  const { issuer, app } = instance;
  const another = respondWith(200, JSON.stringify(issuer.documentOf("https://evil.example")));
  for (const [what, fault] of Object.entries({ ...quickFaults, "another issuer": another })) {
    await issuer.discovery.tamper(fault);
    await test.step(what, () => expectNotStarted(instance));
    expect(issuer.discovery.asked).not.toContain("/followed");
  }
  await issuer.discovery.repair();
  const { location } = await new HttpVisitor(app.url).start("google");
  expect(location).toContain(`${issuer.url}/authorize?`);
});

test("broken keys fail a sign-in within 10 s with a cause in the log, and are fetched again for the next", async () => {
  const { issuer } = instance;
  const faults = {
    ...quickFaults,
    "an empty list": respondWith(200, JSON.stringify({ keys: [] })),
    "a key without its modulus": respondWith(
      200,
      JSON.stringify({ keys: [issuer.keyWithout("n")] }),
    ),
  };
  for (const [what, fault] of Object.entries(faults)) {
    await issuer.keys.tamper(fault);
    await test.step(what, () => expectFails("keys"));
    expect(issuer.keys.asked).not.toContain("/followed");
  }
});

test("a token endpoint that refuses connections fails a sign-in", async () => {
  await instance.issuer.token.tamper("refuse");
  await expectFails("token");
  await instance.issuer.token.repair();
});

test("a silent or slow endpoint fails a sign-in within 10 s, whatever has to be fetched", async () => {
  const eachSlow = async (endpoint: FaultyEndpoint, look: () => Promise<void>) => {
    for (const [what, fault] of Object.entries(slowFaults)) {
      await endpoint.tamper(fault);
      await test.step(what, look);
    }
  };
  // In parallel, as all of them only wait.
  await Promise.all([
    eachSlow(instance.issuer.keys, () => expectFails("keys")),
    eachSlow(instanceWithoutMetadata.issuer.discovery, () =>
      expectNotStarted(instanceWithoutMetadata),
    ),
    test.step("slowness", expectSlownessFails),
  ]);
});

test("keys are fetched once for all sign-ins, and not again for tokens with unknown key ids", async () => {
  const { keys } = instance.issuer;
  await keys.repair();
  await expectSignedIn();
  await expectSignedIn();
  await Promise.all(Array.from({ length: 5 }, () => expectFails("token", crypto.randomUUID())));
  expect(keys.asked).toHaveLength(1);
});

test("a key that the provider rotates to works at once, and unknown key ids after it fetch nothing", async () => {
  const { issuer } = instance;
  await issuer.keys.repair();
  await expectSignedIn();
  await skipAhead(instance);
  await issuer.changeKey();
  issuer.keys.asked = [];
  await expectSignedIn();
  await Promise.all(Array.from({ length: 5 }, () => expectFails("token", crypto.randomUUID())));
  expect(issuer.keys.asked).toHaveLength(1);
});

function allInstances(): Instance[] {
  return [instance, instanceWithoutMetadata, coldInstance].filter((one) => one !== undefined);
}

async function expectNotStarted({ app }: Instance): Promise<void> {
  const before = app.output().length;
  const response = await new HttpVisitor(app.url).start("google");
  expect([response.status, response.location]).toEqual([303, expect.stringMatching(/^\/(?!\/)/)]);
  expect(response.milliseconds).toBeLessThan(10_000);
  const noted = () => app.output().slice(before);
  await expect.poll(noted).toContain('"event":"sign-in.not-started"');
  expect(noted()).toContain('"step":"metadata"');
}

/** A sign-in; `kid` replaces the key id in its ID Token. */
async function signIn(user = otherUserAtGoogle(), kid?: string) {
  const visitor = new HttpVisitor(instance.app.url);
  const { location } = await visitor.start("google");
  const response = await visitor.follow(instance.issuer.allow(location ?? "", user, kid));
  return { visitor, response };
}

async function expectFails(step: string, kid?: string): Promise<void> {
  const user = otherUserAtGoogle();
  const { visitor, response } = await signIn(user, kid);
  await expectBlamed(response, instance, step);
  expect(visitor.sessionToken()).toBe("");
  expect(await countRowsOf(user, own.sql)).toEqual(noRows);
}

async function expectBlamed(
  response: HttpResponse,
  { app }: Instance,
  step: string,
): Promise<void> {
  expect([response.status, response.milliseconds < 10_000]).toEqual([401, true]);
  const line = await logLineOf(referenceOn(response), () => app.output());
  expect(line).toMatchObject({ provider: "google", failure: "provider-failed", step });
  expect(line.error?.map(({ name }) => name)).toContain("ProviderError");
}

async function expectSignedIn(): Promise<void> {
  const { visitor, response } = await signIn();
  expect(response.status).toBe(303);
  expect(await visitor.sessionUser()).not.toBeNull();
}

/** Expects a timely failure of a callback at another instance than the one that started the flow. */
async function expectSlownessFails(): Promise<void> {
  const { issuer, app } = coldInstance;
  const user = otherUserAtGoogle();
  const visitor = new HttpVisitor(instance.app.url);
  const { location } = await visitor.start("google");
  issuer.discovery.delayMs = slowMs;
  issuer.token.delayMs = slowMs;
  await issuer.keys.tamper(slowFaults.silence);
  const elsewhere = new HttpVisitor(app.url);
  elsewhere.jar = visitor.jar;
  const response = await elsewhere.follow(issuer.allow(location ?? "", user));
  await expectBlamed(response, coldInstance, "keys");
  expect(await countRowsOf(user, own.sql)).toEqual(noRows);
}

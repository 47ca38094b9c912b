import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { AppServer, signInSettings } from "./support/app-server";
import { goOnAs } from "./support/browser-session";
import { control } from "./support/control";
import { formWithButton } from "./support/html-form";
import { type HttpResponse, referenceOn } from "./support/http-response";
import { hashOf } from "./support/http-visitor";
import { Neighbour } from "./support/neighbour";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { stack } from "./support/stack";

const limits = { signIn: 6, callback: 4, account: 8, user: 3, export: 2 };

// Two instances behind one proxy and one database, which the last test takes from them.
test.describe.configure({ mode: "default" });

let own: OwnDatabase;
let one: AppServer;
let other: AppServer;
let lastAddress = 0;

test.beforeAll(async () => {
  own = await createOwnDatabase();
  const settings = {
    ...signInSettings(),
    DATABASE_URL: own.url,
    TRUSTED_PROXY_HOPS: "1",
    RATE_LIMIT: "on",
    RATE_LIMIT_SIGN_IN: `${limits.signIn}/1h`,
    RATE_LIMIT_CALLBACK: `${limits.callback}/1h`,
    RATE_LIMIT_ACCOUNT: `${limits.account}/1h`,
    RATE_LIMIT_PERSON: `${limits.user}/1h`,
    RATE_LIMIT_EXPORT: `${limits.export}/1h`,
  };
  one = await AppServer.start(settings);
  other = await AppServer.start(settings);
  await Promise.all([one.ready(), other.ready()]);
});

test.afterAll(async () => {
  await one?.stop();
  await other?.stop();
  await own?.drop();
});

test("a flood of sign-ins is refused wherever it arrives, and the neighbours get in", async () => {
  const address = freshAddress();
  const flood = await times(limits.signIn + 4, (n) => startFrom(n % 2 ? one : other, address));
  const refused = flood.filter(isSentToWait);
  expect(refused).toHaveLength(4);
  const visitor = new Neighbour(one.url, address);
  const page = await visitor.get(refused[0]?.location ?? "");
  await expectTooMany(page);
  expect(page.body).toContain('href="/too-many?returnTo=%2Faccount"');

  const neighbour = new Neighbour(one.url, freshAddress());
  const account = await control.createAccount({ google: {} });
  expect((await neighbour.signIn("google", account)).status).toBe(303);
  expect(await neighbour.sessionUser()).not.toBeNull();
});

test("what a client writes into X-Forwarded-For makes it nobody else", async () => {
  const address = freshAddress();
  const flood = await times(limits.signIn + 2, (n) =>
    startFrom(one, `198.51.100.${n}, 2001:db8::${n}, ${address}`),
  );
  expect(flood.filter(isSentToWait)).toHaveLength(2);
});

test("who has to wait is led back to where they were, whatever a client says of that", async () => {
  const page = "/sign-in?callbackUrl=%2Faccount";
  const address = freshAddress();
  await times(limits.signIn, () => startFrom(one, address));
  const visitor = new Neighbour(one.url, address);
  const fields = await visitor.signInFields("google", page);
  const { location } = await visitor.submit(page, fields, { "x-foyer-path": "/planted" });
  expect(location).toBe("/too-many?returnTo=%2Faccount");
});

test("all addresses of one IPv6 network are one visitor, and the next network is another", async () => {
  const flood = await times(limits.signIn + 2, (n) => startFrom(one, `2001:db8:7:7::${n}:1`));
  expect(flood.filter(isSentToWait)).toHaveLength(2);
  expect(isSentToWait(await startFrom(one, "2001:db8:7:8::1"))).toBe(false);
});

test("a flood of callbacks is refused, and the true one can be tried again later", async () => {
  const visitor = new Neighbour(one.url, freshAddress());
  const account = await control.createAccount({ google: {} });
  const callback = await visitor.reachCallback(
    "google",
    account,
    "/sign-in?callbackUrl=%2Faccount",
  );
  const flooder = new Neighbour(one.url, visitor.networkAddress);
  const flood = await times(limits.callback + 3, () =>
    flooder.get("/api/auth/callback/github?code=guessed&state=guessed", {
      cookie: "authjs.state=guessed",
    }),
  );
  expect(flood.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 429, 429, 429]);

  const refused = await visitor.follow(callback);
  await expectTooMany(refused);
  expect(refused.headers["referrer-policy"]).toBe("no-referrer");
  expect(refused.body).toContain('href="/sign-in?callbackUrl=%2Faccount"');
  expect(refused.cookies).toEqual([]);
  visitor.networkAddress = freshAddress();
  expect((await visitor.follow(callback)).status).toBe(303);
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("callbacks that another site makes a browser ask for use up nobody's", async () => {
  const address = freshAddress();
  const stray = await times(limits.callback + 2, () =>
    new Neighbour(one.url, address).get("/api/auth/callback/google?code=x&state=x"),
  );
  expect(stray.filter(({ status }) => status === 429)).toHaveLength(2);
  const visitor = new Neighbour(one.url, address);
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("a browser with JavaScript is told to wait, by a page that answers 429", async ({ page }) => {
  const address = freshAddress();
  const { appUrl } = stack();
  await page.setExtraHTTPHeaders({ "x-forwarded-for": address });
  // As a proxy would: the browser knows one origin, whatever answers behind it.
  await page.route(`${appUrl}/**`, async (route) => {
    const url = route.request().url().replace(appUrl, one.url);
    const headers = await route.request().allHeaders();
    await route.fulfill({ response: await route.fetch({ url, headers, maxRedirects: 0 }) });
  });
  // A form that React sends; one that the browser sends is answered as in the test of the flood.
  await goOnAs(page, await signedIn(one));
  await page.goto(`${appUrl}/account/connections`);
  await times(limits.signIn, () => startFrom(one, address));
  const told = page.waitForResponse((response) => response.status() === 429);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  expect(new URL((await told).url()).pathname).toBe("/too-many");
  await expect(page.getByRole("heading")).toHaveText("That was too often in a short time");
});

test("a flood of one person's changes is refused from whatever address, and signing out is not", async () => {
  const visitor = await signedIn(one);
  const save = formWithButton((await visitor.get("/account")).body, "Save profile");
  const saved = await times(limits.user + 2, () => {
    visitor.networkAddress = freshAddress();
    return visitor.submit("/account", save);
  });
  expect(saved.filter(isSentToWait)).toHaveLength(2);
  await expectTooMany(await visitor.get("/too-many?returnTo=%2Faccount"));

  const otherUser = await signedIn(one);
  otherUser.networkAddress = visitor.networkAddress;
  const theirs = formWithButton((await otherUser.get("/account")).body, "Save profile");
  expect(isSentToWait(await otherUser.submit("/account", theirs))).toBe(false);
  expect((await visitor.signOut()).location).toBe("/");
  expect(await visitor.sessionUser()).toBeNull();
});

test("a flood of an address's changes is refused, whoever is behind it", async () => {
  const address = freshAddress();
  const flood = await times(limits.account + 2, async () => {
    const visitor = await signedIn(one);
    const save = formWithButton((await visitor.get("/account")).body, "Save profile");
    visitor.networkAddress = address;
    return visitor.submit("/account", save);
  });
  expect(flood.filter(isSentToWait)).toHaveLength(2);
});

test("a flood of exports is refused before that of changes, from whatever address", async () => {
  const visitor = await signedIn(one);
  const press = () => {
    visitor.networkAddress = freshAddress();
    return visitor.submit("/account/data/export", []);
  };
  const responses = await times(limits.user, press);
  expect(responses.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
  for (const response of responses.filter(({ status }) => status === 429)) {
    await expectTooMany(response, "export");
    expect(response.body).toContain("Wait 60 minutes");
    expect(response.body).toContain('href="/account/data"');
  }
  await expectTooMany(await press(), "person");
});

test("an export that is asked to confirm first uses up no attempt", async () => {
  const visitor = await signedIn(one);
  const age = (minutes: number) => own.sql`
    update sessions set authenticated_at = now() - ${minutes} * interval '1 minute'
    where token_hash = ${hashOf(visitor.sessionToken())}`;
  await age(6);
  const asked = await visitor.submit("/account/data/export", []);
  expect([asked.status, asked.location]).toEqual([
    303,
    "/account/confirm?returnTo=%2Faccount%2Fdata",
  ]);
  await age(0);
  const responses = await times(2, () => visitor.submit("/account/data/export", []));
  expect(responses.map(({ status }) => status)).toEqual([200, 200]);
});

test("whoever opens the page without cause is led on, to a path of ours", async () => {
  const visitor = new Neighbour(one.url, freshAddress());
  const led = async (returnTo: string) =>
    (await visitor.get(`/too-many?${new URLSearchParams({ returnTo })}`)).location;
  expect(await led("/account/data")).toBe("/account/data");
  expect(await led("//evil.example")).toBe("/");
  expect(await led("/too-many?returnTo=/")).toBe("/");
});

test("without the table of its counts the gate neither opens nor closes", async () => {
  await own.sql`alter table rate_limits rename to gone`;
  const flood = await times(limits.signIn + 2, () => startFrom(other, "203.0.113.200"));
  expect(flood.filter(isSentToWait)).toHaveLength(2);
  const visitor = await signedIn(other);
  expect(await visitor.sessionUser()).not.toBeNull();
  expect(other.output()).toContain('"event":"limit.store-unavailable"');
});

/** One that no other test counts against. */
function freshAddress(): string {
  lastAddress += 1;
  return `192.0.2.${lastAddress}`;
}

async function startFrom(app: AppServer, address: string): Promise<HttpResponse> {
  return new Neighbour(app.url, address).start("google", "/sign-in?callbackUrl=%2Faccount");
}

async function signedIn(app: AppServer): Promise<Neighbour> {
  const visitor = new Neighbour(app.url, freshAddress());
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  return visitor;
}

/** All at once, as a flood comes. */
function times<T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> {
  return Promise.all(Array.from({ length: count }, (_, n) => make(n)));
}

function isSentToWait({ location }: HttpResponse): boolean {
  return location?.startsWith("/too-many?") ?? false;
}

async function expectTooMany(response: HttpResponse, limit?: string): Promise<void> {
  expect(response.status).toBe(429);
  const wait = Number(response.headers["retry-after"]);
  expect(wait).toBeGreaterThan(3_000);
  expect(wait).toBeLessThanOrEqual(3_600);
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(response.body).toContain("That was too often in a short time");
  const line = await logLineOf(referenceOn(response), () => one.output());
  expect([line.event, line.level]).toEqual(["limit.reached", "warn"]);
  if (limit) expect(line).toMatchObject({ limit });
}

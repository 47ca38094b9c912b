import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { type AppServer, signInSettings, startApp } from "./support/app-server";
import { goOnAs } from "./support/browser-session";
import { ClientAtAddress } from "./support/client-at-address";
import { control } from "./support/control";
import { formWithButton } from "./support/html-form";
import { type HttpResponse, referenceOn } from "./support/http-response";
import { hashOf } from "./support/http-visitor";
import { createOwnDatabase, type OwnDatabase } from "./support/own-database";
import { stack } from "./support/stack";

const limits = { signIn: 6, callback: 4, account: 8, user: 3, export: 2 };

// The tests share two instances behind one proxy, and one database, whose table the last test removes.
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
  [one, other] = await Promise.all([startApp(settings), startApp(settings)]);
});

test.afterAll(async () => {
  await one?.stop();
  await other?.stop();
  await own?.drop();
});

test("a flood of sign-ins is rejected at every instance, and other addresses sign in", async () => {
  const address = freshAddress();
  const flood = await times(limits.signIn + 4, (n) => startFrom(n % 2 ? one : other, address));
  const rejected = flood.filter(isSentToWait);
  expect(rejected).toHaveLength(4);
  const visitor = new ClientAtAddress(one.url, address);
  const page = await visitor.get(rejected[0]?.location ?? "");
  await expectTooMany(page);
  expect(page.body).toContain('href="/too-many?returnTo=%2Faccount"');

  const otherClient = new ClientAtAddress(one.url, freshAddress());
  const account = await control.createAccount({ google: {} });
  expect((await otherClient.signIn("google", account)).status).toBe(303);
  expect(await otherClient.sessionUser()).not.toBeNull();
});

test("a client cannot claim another address with X-Forwarded-For", async () => {
  const address = freshAddress();
  const flood = await times(limits.signIn + 2, (n) =>
    startFrom(one, `198.51.100.${n}, 2001:db8::${n}, ${address}`),
  );
  expect(flood.filter(isSentToWait)).toHaveLength(2);
});

test("a rejected client is sent back to the page it came from, whatever its headers say", async () => {
  const page = "/sign-in?callbackUrl=%2Faccount";
  const address = freshAddress();
  await times(limits.signIn, () => startFrom(one, address));
  const visitor = new ClientAtAddress(one.url, address);
  const fields = await visitor.signInFields("google", page);
  const { location } = await visitor.submit(page, fields, { "x-foyer-path": "/planted" });
  expect(location).toBe("/too-many?returnTo=%2Faccount");
});

test("all addresses of one IPv6 network share a limit, and the next network has its own", async () => {
  const flood = await times(limits.signIn + 2, (n) => startFrom(one, `2001:db8:7:7::${n}:1`));
  expect(flood.filter(isSentToWait)).toHaveLength(2);
  expect(isSentToWait(await startFrom(one, "2001:db8:7:8::1"))).toBe(false);
});

test("a flood of callbacks is rejected, and a genuine one can be retried later", async () => {
  const visitor = new ClientAtAddress(one.url, freshAddress());
  const account = await control.createAccount({ google: {} });
  const callback = await visitor.reachCallback(
    "google",
    account,
    "/sign-in?callbackUrl=%2Faccount",
  );
  const flooder = new ClientAtAddress(one.url, visitor.networkAddress);
  const flood = await times(limits.callback + 3, () =>
    flooder.get("/api/auth/callback/github?code=guessed&state=guessed", {
      cookie: "authjs.state=guessed",
    }),
  );
  expect(flood.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 429, 429, 429]);

  const rejected = await visitor.follow(callback);
  await expectTooMany(rejected);
  expect(rejected.headers["referrer-policy"]).toBe("no-referrer");
  expect(rejected.body).toContain('href="/sign-in?callbackUrl=%2Faccount"');
  expect(rejected.cookies).toEqual([]);
  visitor.networkAddress = freshAddress();
  expect((await visitor.follow(callback)).status).toBe(303);
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("callbacks that another site makes a browser send do not use up the limit of genuine ones", async () => {
  const address = freshAddress();
  const stray = await times(limits.callback + 2, () =>
    new ClientAtAddress(one.url, address).get("/api/auth/callback/google?code=x&state=x"),
  );
  expect(stray.filter(({ status }) => status === 429)).toHaveLength(2);
  const visitor = new ClientAtAddress(one.url, address);
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  expect(await visitor.sessionUser()).not.toBeNull();
});

test("a browser with JavaScript gets the page that says to wait, with status 429", async ({
  page,
}) => {
  const address = freshAddress();
  const { appUrl } = stack();
  await page.setExtraHTTPHeaders({ "x-forwarded-for": address });
  // Like a proxy: the browser sees the stack's origin while this app responds.
  await page.route(`${appUrl}/**`, async (route) => {
    const url = route.request().url().replace(appUrl, one.url);
    const headers = await route.request().allHeaders();
    await route.fulfill({ response: await route.fetch({ url, headers, maxRedirects: 0 }) });
  });
  // This form is sent by React; the flood test covers forms that the browser sends.
  await goOnAs(page, await signedIn(one));
  await page.goto(`${appUrl}/account/connections`);
  await times(limits.signIn, () => startFrom(one, address));
  const tooMany = page.waitForResponse((response) => response.status() === 429);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  expect(new URL((await tooMany).url()).pathname).toBe("/too-many");
  await expect(page.getByRole("heading")).toHaveText("That was too often in a short time");
});

test("a flood of one user's changes is rejected from any address, and signing out is not", async () => {
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

test("a flood of changes from one address is rejected, whichever users send it", async () => {
  const address = freshAddress();
  const flood = await times(limits.account + 2, async () => {
    const visitor = await signedIn(one);
    const save = formWithButton((await visitor.get("/account")).body, "Save profile");
    visitor.networkAddress = address;
    return visitor.submit("/account", save);
  });
  expect(flood.filter(isSentToWait)).toHaveLength(2);
});

test("exports have a lower limit than changes, from any address", async () => {
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

test("an export that asks to confirm first does not count", async () => {
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

test("without a limit reached, the page redirects to a path on our origin", async () => {
  const visitor = new ClientAtAddress(one.url, freshAddress());
  const redirectFor = async (returnTo: string) =>
    (await visitor.get(`/too-many?${new URLSearchParams({ returnTo })}`)).location;
  expect(await redirectFor("/account/data")).toBe("/account/data");
  expect(await redirectFor("//evil.example")).toBe("/");
  expect(await redirectFor("/too-many?returnTo=/")).toBe("/");
});

test("without its table the limit still applies, counted in memory", async () => {
  await own.sql`alter table rate_limits rename to gone`;
  const flood = await times(limits.signIn + 2, () => startFrom(other, "203.0.113.200"));
  expect(flood.filter(isSentToWait)).toHaveLength(2);
  const visitor = await signedIn(other);
  expect(await visitor.sessionUser()).not.toBeNull();
  expect(other.output()).toContain('"event":"limit.store-unavailable"');
});

/** An address that no other test uses. */
function freshAddress(): string {
  lastAddress += 1;
  return `192.0.2.${lastAddress}`;
}

async function startFrom(app: AppServer, address: string): Promise<HttpResponse> {
  return new ClientAtAddress(app.url, address).start("google", "/sign-in?callbackUrl=%2Faccount");
}

async function signedIn(app: AppServer): Promise<ClientAtAddress> {
  const visitor = new ClientAtAddress(app.url, freshAddress());
  await visitor.signIn("google", await control.createAccount({ google: {} }));
  return visitor;
}

/** Makes so many requests at once. */
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

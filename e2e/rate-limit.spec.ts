import { expect, test } from "@playwright/test";
import type { AppServer } from "./support/app-server";
import { goOnAs } from "./support/browser-session";
import { ClientAtAddress } from "./support/client-at-address";
import { control } from "./support/control";
import { flowCookieOf } from "./support/flow-cookie";
import type { HttpResponse } from "./support/http-response";
import {
  expectTooMany,
  freshAddress,
  isSentToWait,
  limits,
  shareRateLimitedApps,
  signedInClient,
  times,
} from "./support/rate-limited-apps";
import { stack } from "./support/stack";

// The tests share two instances behind one proxy, with one database.
test.describe.configure({ mode: "default" });

const shared = shareRateLimitedApps();

test("a flood of sign-ins is rejected at every instance, and other addresses sign in", async () => {
  const address = freshAddress();
  const flood = await times(limits.signIn + 4, (n) =>
    startFrom(n % 2 ? shared.one : shared.other, address),
  );
  const rejected = flood.filter(isSentToWait);
  expect(rejected).toHaveLength(4);
  const visitor = new ClientAtAddress(shared.one.url, address);
  const page = await visitor.get(rejected[0]?.location ?? "");
  await expectTooMany(shared.one, page);
  expect(page.body).toContain('href="/too-many?returnTo=%2Faccount"');

  const otherClient = new ClientAtAddress(shared.one.url, freshAddress());
  const account = await control.createAccount({ google: {} });
  expect((await otherClient.signIn("google", account)).status).toBe(303);
  expect(await otherClient.sessionUser()).not.toBeNull();
});

test("a client cannot claim another address with X-Forwarded-For", async () => {
  const address = freshAddress();
  const flood = await times(limits.signIn + 2, (n) =>
    startFrom(shared.one, `198.51.100.${n}, 2001:db8::${n}, ${address}`),
  );
  expect(flood.filter(isSentToWait)).toHaveLength(2);
});

test("a rejected client is sent back to the page it came from, whatever its headers say", async () => {
  const page = "/sign-in?callbackUrl=%2Faccount";
  const address = freshAddress();
  await times(limits.signIn, () => startFrom(shared.one, address));
  const visitor = new ClientAtAddress(shared.one.url, address);
  const headers = { "x-foyer-path": "/planted", referer: "https://evil.example/planted" };
  const { location } = await visitor.press(page, "Continue with Google", { headers });
  expect(location).toBe("/too-many?returnTo=%2Faccount");
});

test("all addresses of one IPv6 network share a limit, and the next network has its own", async () => {
  const flood = await times(limits.signIn + 2, (n) =>
    startFrom(shared.one, `2001:db8:7:7::${n}:1`),
  );
  expect(flood.filter(isSentToWait)).toHaveLength(2);
  expect(isSentToWait(await startFrom(shared.one, "2001:db8:7:8::1"))).toBe(false);
});

test("a flood of callbacks is rejected, and a genuine one can be retried later", async () => {
  const visitor = new ClientAtAddress(shared.one.url, freshAddress());
  const account = await control.createAccount({ google: {} });
  const callback = await visitor.reachCallback(
    "google",
    account,
    "/sign-in?callbackUrl=%2Faccount",
  );
  const flooder = new ClientAtAddress(shared.one.url, visitor.networkAddress);
  const flood = await times(limits.callback + 3, () =>
    flooder.get("/api/auth/callback/github?code=guessed&state=guessed", {
      cookie: `${flowCookieOf("guessed")}=guessed`,
    }),
  );
  expect(flood.map(({ status }) => status).sort()).toEqual([401, 401, 401, 401, 429, 429, 429]);

  const rejected = await visitor.follow(callback);
  await expectTooMany(shared.one, rejected);
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
    new ClientAtAddress(shared.one.url, address).get("/api/auth/callback/google?code=x&state=x"),
  );
  expect(stray.filter(({ status }) => status === 429)).toHaveLength(2);
  const visitor = new ClientAtAddress(shared.one.url, address);
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
    const url = route.request().url().replace(appUrl, shared.one.url);
    const headers = await route.request().allHeaders();
    await route.fulfill({ response: await route.fetch({ url, headers, maxRedirects: 0 }) });
  });
  // This form is sent by React; the flood test covers forms that the browser sends.
  await goOnAs(page, await signedInClient(shared.one));
  await page.goto(`${appUrl}/account/connections`);
  await times(limits.signIn, () => startFrom(shared.one, address));
  const tooMany = page.waitForResponse((response) => response.status() === 429);
  await page.getByRole("button", { name: "Connect GitHub" }).click();
  expect(new URL((await tooMany).url()).pathname).toBe("/too-many");
  await expect(page.getByRole("heading")).toHaveText("Too many attempts");
  // Until the wait is over, nothing can be pressed that would only fail again.
  await expect(page.getByRole("link", { name: "Try again" })).toHaveCount(0);
  await expect(page.getByText(/^Try again in/).filter({ visible: true })).toHaveCount(1);
  await page.getByRole("link", { name: "Go to the home page" }).click({ trial: true });
});

test("without a limit reached, the page redirects to a path on our origin", async () => {
  const visitor = new ClientAtAddress(shared.one.url, freshAddress());
  const redirectFor = async (returnTo: string) =>
    (await visitor.get(`/too-many?${new URLSearchParams({ returnTo })}`)).location;
  expect(await redirectFor("/account/data")).toBe("/account/data");
  expect(await redirectFor("//evil.example")).toBe("/");
  expect(await redirectFor("/too-many?returnTo=/")).toBe("/");
});

// The last test, because it removes the table.
test("without its table the limit still applies, counted in memory", async () => {
  await shared.own.sql`alter table rate_limits rename to gone`;
  const flood = await times(limits.signIn + 2, () => startFrom(shared.other, "203.0.113.200"));
  expect(flood.filter(isSentToWait)).toHaveLength(2);
  const visitor = await signedInClient(shared.other);
  expect(await visitor.sessionUser()).not.toBeNull();
  expect(shared.other.output()).toContain('"event":"limit.store-unavailable"');
});

async function startFrom(app: AppServer, address: string): Promise<HttpResponse> {
  return new ClientAtAddress(app.url, address).start("google", "/sign-in?callbackUrl=%2Faccount");
}

import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { AppServer, signInSettings } from "./support/app-server";
import { requestOnce } from "./support/http-response";
import { signInUrl } from "./support/http-visitor";
import { Nginx, nginxCommand } from "./support/nginx";
import { continueButton, signIn, signOut } from "./support/sign-in";
import { stack } from "./support/stack";
import { expect, test } from "./support/test";
import { makeTestUser } from "./support/test-user";

const missing =
  "nginx is not installed: `apt-get install nginx`, or the same from your package manager";

test.describe.configure({ mode: "default" });
// The certificate is self-signed.
test.use({ ignoreHTTPSErrors: true });

let directory: string;
let app: AppServer;
let nginx: Nginx;

test.beforeAll(async () => {
  if (!nginxCommand && process.env.CI) throw new Error(missing);
  if (!nginxCommand) console.warn(missing);
  test.skip(!nginxCommand, missing);
  directory = await mkdtemp(join(tmpdir(), "foyer-standalone-"));
  app = await AppServer.startStandalone(directory, {
    ...signInSettings(),
    DATABASE_URL: stack().databaseUrl,
    AUTH_URL: stack().httpsOrigin,
    TRUSTED_PROXY_HOPS: "1",
    RATE_LIMIT: "on",
    RATE_LIMIT_SIGN_IN: "5/1h",
  });
  await app.ready();
  nginx = await Nginx.start(stack().httpsOrigin, app.url);
});

test.afterAll(async () => {
  await nginx?.stop();
  await app?.stop();
  if (directory) await rm(directory, { recursive: true, force: true });
});

test("behind nginx and https, the standalone build signs in with host-only cookies", async ({
  page,
  context,
}) => {
  const user = await makeTestUser();
  await page.goto(`${stack().httpsOrigin}/account`);
  await signIn(page, "google", user);
  await expect(page).toHaveURL(`${stack().httpsOrigin}/account`);
  const ours = (await context.cookies(stack().httpsOrigin)).filter(({ value }) => value !== "");
  expect(ours.length).toBeGreaterThan(0);
  for (const { name, secure, httpOnly } of ours) {
    expect([name.slice(0, 7), secure, httpOnly]).toEqual(["__Host-", true, true]);
  }
  await page.goto(stack().httpsOrigin);
  await signOut(page);
  await expect(continueButton(page, "google")).toBeVisible();
});

test("http redirects to https", async () => {
  const { status, location } = await requestOnce(`http://127.0.0.1:${nginx.httpPort}/account?a=b`);
  expect(status).toBe(308);
  expect(location).toMatch(/^https:\/\/.*\/account\?a=b$/);
});

test("ACME challenges are served over http", async () => {
  const challenge = "/.well-known/acme-challenge/none";
  const { status } = await requestOnce(`http://127.0.0.1:${nginx.httpPort}${challenge}`);
  expect(status).toBe(404);
});

test("behind nginx, a client cannot claim another address with X-Forwarded-For", async ({
  playwright,
}) => {
  const { httpsOrigin: baseURL } = stack();
  const starts = Array.from({ length: 6 }, async (_, index) => {
    const extraHTTPHeaders = { "x-forwarded-for": `203.0.113.${index}`, origin: baseURL };
    const options = { baseURL, ignoreHTTPSErrors: true, extraHTTPHeaders };
    const client = await playwright.request.newContext(options);
    const form = { callbackUrl: "/" };
    const started = await client.post(signInUrl("google"), { form, maxRedirects: 0 });
    const { location } = started.headers();
    await client.dispose();
    return location ?? "";
  });
  const locations = await Promise.all(starts);
  expect(locations.filter((location) => location.startsWith("/too-many")).length).toBeGreaterThan(
    0,
  );
});

test("the image's health probe reports whether the app is up", async () => {
  const run = promisify(execFile);
  const probe = (port: string) =>
    run(process.execPath, ["deploy/probe.mjs"], { env: { ...process.env, PORT: port } });
  await probe(new URL(app.url).port);
  await expect(probe("1")).rejects.toMatchObject({ code: 1 });
});

test("nginx logs callbacks without their query, also if the app is gone, under the app's request id", async ({
  playwright,
}) => {
  const path = "/api/auth/callback/google";
  const query = "code=planted-code&state=planted-state";
  const client = await playwright.request.newContext({ ignoreHTTPSErrors: true });
  const callback = `${stack().httpsOrigin}${path}?${query}`;
  await requestOnce(`http://127.0.0.1:${nginx.httpPort}${path}?${query}`);
  expect((await client.get(callback)).status()).toBe(401);
  await app.stop();
  expect((await client.get(callback)).status()).toBe(502);
  await client.dispose();

  const line = /"GET \/api\/auth\/callback\/google HTTP\/1.1" (\d+) \d+ [\d.]+ ([0-9a-f]{32}) /g;
  const logged = async () => [...(await nginx.logs()).matchAll(line)].slice(-3);
  await expect
    .poll(async () => (await logged()).map(([, status]) => status))
    .toEqual(["308", "401", "502"]);
  const [, ofFailure] = (await logged()).map(([, , id]) => id);
  expect(app.output()).toContain(`"request_id":"${ofFailure}"`);
  expect(await nginx.logs()).not.toContain("planted");
});

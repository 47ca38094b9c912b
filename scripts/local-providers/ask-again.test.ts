import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { TestApplication } from "./test-application";
import { type Cookies, walkAuthorization } from "./walk-authorization";

const minute = 60_000;
const adaAtGoogle = "100000000000000000001";
const graceAtGoogle = "100000000000000000002";
let app: TestApplication;

beforeAll(async () => {
  app = await TestApplication.start();
});
afterAll(() => app.providers.close());
afterEach(() => void vi.useRealTimers());

/** Follows the authorization in a browser, choosing this account wherever the provider asks. */
async function walk(url: string, account: string, cookies: Cookies): Promise<URL> {
  const base = new URL(app.providers.googleIssuer).origin;
  const result = await walkAuthorization({ base, url, account, decision: "allow", cookies });
  if (!("location" in result)) throw new Error(`stopped at a page: ${result.page}`);
  return new URL(result.location);
}

async function continueWithGoogle(
  cookies: Cookies,
  account: string,
  more: Record<string, string> = {},
) {
  const flow = app.googleFlow(more);
  const { id_token } = await app.redeemGoogle(flow, await walk(flow.url, account, cookies));
  return (await app.verifyIdToken(id_token)).payload;
}

/** Signs Ada in at Google. Returns the browser's cookies and the time, in seconds. */
async function signAdaIn() {
  const cookies: Cookies = new Map();
  vi.useFakeTimers({ toFake: ["Date"] });
  const authTime = Math.floor(Date.now() / 1000);
  await continueWithGoogle(cookies, "ada", { prompt: "consent" });
  return { cookies, authTime };
}

/** Moves the clock forward by ten minutes. @returns the new time in seconds */
function advanceTenMinutes(): number {
  vi.setSystemTime(Date.now() + 10 * minute);
  return Math.floor(Date.now() / 1000);
}

describe("Google, in a browser with a Google session", () => {
  const hint = { login_hint: "ada@example.com" };
  const confirmation = { prompt: "login", max_age: "300", ...hint };

  it("skips the chooser for the hinted account, and sends no auth_time", async () => {
    const { cookies } = await signAdaIn();
    const claims = await continueWithGoogle(cookies, "grace", hint);
    expect(claims.sub).toBe(adaAtGoogle);
    expect(claims).not.toHaveProperty("auth_time");
  });

  it("asks again for prompt=login, and sends the new auth_time", async () => {
    const { cookies } = await signAdaIn();
    const now = advanceTenMinutes();
    expect(await continueWithGoogle(cookies, "ada", confirmation)).toMatchObject({
      sub: adaAtGoogle,
      auth_time: now,
    });
  });

  it("accepts another account than the hinted one, and sends its sub", async () => {
    const { cookies } = await signAdaIn();
    const { sub } = await continueWithGoogle(cookies, "grace", confirmation);
    expect(sub).toBe(graceAtGoogle);
  });

  it("asks again for prompt=login without a hint, and sends the new auth_time", async () => {
    const { cookies } = await signAdaIn();
    const now = advanceTenMinutes();
    const claims = await continueWithGoogle(cookies, "grace", { prompt: "login", max_age: "300" });
    expect(claims).toMatchObject({ sub: graceAtGoogle, auth_time: now });
  });

  it("asks again once the Google session is older than max_age", async () => {
    const { cookies } = await signAdaIn();
    const now = advanceTenMinutes();
    const claims = await continueWithGoogle(cookies, "grace", { max_age: "300", ...hint });
    expect(claims).toMatchObject({ sub: graceAtGoogle, auth_time: now });
  });

  it("doesn't ask again within max_age, and sends the time of the sign-in", async () => {
    const { cookies, authTime } = await signAdaIn();
    advanceTenMinutes();
    const claims = await continueWithGoogle(cookies, "grace", { max_age: "900", ...hint });
    expect(claims).toMatchObject({ sub: adaAtGoogle, auth_time: authTime });
  });

  it("shows the chooser for prompt=select_account despite a hint", async () => {
    const { cookies } = await signAdaIn();
    const claims = await continueWithGoogle(cookies, "grace", {
      prompt: "select_account",
      ...hint,
    });
    expect(claims.sub).toBe(graceAtGoogle);
  });
});

describe("an id_token fault", () => {
  it.each([
    ["removes auth_time", null, undefined],
    ["replaces auth_time", 1, 1],
    ["replaces auth_time with a string", "soon", "soon"],
  ])("%s", async (_, auth_time, expected) => {
    const request = { account: "ada", provider: "google", endpoint: "token", times: 1 };
    await app.control("faults", { ...request, fault: { kind: "id-token", claims: { auth_time } } });
    const more = { prompt: "login", max_age: "300" };
    const claims = await continueWithGoogle(new Map(), "ada", more);
    expect(claims.auth_time).toBe(expected);
    expect("auth_time" in claims).toBe(expected !== undefined);
  });
});

describe("GitHub, in a browser with a GitHub session", () => {
  async function continueWithGitHub(
    cookies: Cookies,
    account: string,
    more: Record<string, string> = {},
  ) {
    const flow = app.githubFlow("user:email", more);
    const callback = await walk(flow.url, account, cookies);
    const code = callback.searchParams.get("code") ?? "";
    const { access_token } = await app.redeemGitHub(code, flow.verifier);
    return (await app.api("/user", access_token)).body.login;
  }

  it.each([
    ["no chooser for the hinted login", { login: "ada" }, "ada"],
    ["the chooser without a hint", {}, "grace-hopper"],
    ["the chooser for prompt=select_account", { prompt: "select_account" }, "grace-hopper"],
    [
      "the chooser for prompt=select_account despite a hint",
      { prompt: "select_account", login: "ada" },
      "grace-hopper",
    ],
  ])("shows %s", async (_, more, login) => {
    const cookies: Cookies = new Map();
    expect(await continueWithGitHub(cookies, "ada")).toBe("ada");
    expect(await continueWithGitHub(cookies, "grace", more)).toBe(login);
  });
});

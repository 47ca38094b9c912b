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

/** A browser in which somebody picks this account wherever a provider asks for one. */
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

/** A browser in which Ada signed in at Google, and the moment at which she did. */
async function browserOfAda() {
  const cookies: Cookies = new Map();
  vi.useFakeTimers({ toFake: ["Date"] });
  const authTime = Math.floor(Date.now() / 1000);
  await continueWithGoogle(cookies, "ada", { prompt: "consent" });
  return { cookies, authTime };
}

/** Lets ten minutes pass for everything that looks at the clock. */
function tenMinutesLater(): number {
  vi.setSystemTime(Date.now() + 10 * minute);
  return Math.floor(Date.now() / 1000);
}

describe("Google, in a browser that is signed in there", () => {
  const hint = { login_hint: "ada@example.com" };
  const confirmation = { prompt: "login", max_age: "300", ...hint };

  it("shows no chooser for an account that the application hints at, and no auth_time", async () => {
    const { cookies } = await browserOfAda();
    const claims = await continueWithGoogle(cookies, "grace", hint);
    expect(claims.sub).toBe(adaAtGoogle);
    expect(claims).not.toHaveProperty("auth_time");
  });

  it("asks again for prompt=login, and says when that was confirmed", async () => {
    const { cookies } = await browserOfAda();
    const now = tenMinutesLater();
    expect(await continueWithGoogle(cookies, "ada", confirmation)).toMatchObject({
      sub: adaAtGoogle,
      auth_time: now,
    });
  });

  it("lets a person confirm as somebody else than hinted at, and says who", async () => {
    const { cookies } = await browserOfAda();
    const { sub } = await continueWithGoogle(cookies, "grace", confirmation);
    expect(sub).toBe(graceAtGoogle);
  });

  it("asks again for prompt=login without a hint as well", async () => {
    const { cookies } = await browserOfAda();
    const now = tenMinutesLater();
    const claims = await continueWithGoogle(cookies, "grace", { prompt: "login", max_age: "300" });
    expect(claims).toMatchObject({ sub: graceAtGoogle, auth_time: now });
  });

  it("asks again once the sign-in there is older than max_age", async () => {
    const { cookies } = await browserOfAda();
    const now = tenMinutesLater();
    const claims = await continueWithGoogle(cookies, "grace", { max_age: "300", ...hint });
    expect(claims).toMatchObject({ sub: graceAtGoogle, auth_time: now });
  });

  it("says when the sign-in was that is younger than max_age", async () => {
    const { cookies, authTime } = await browserOfAda();
    tenMinutesLater();
    const claims = await continueWithGoogle(cookies, "grace", { max_age: "900", ...hint });
    expect(claims).toMatchObject({ sub: adaAtGoogle, auth_time: authTime });
  });

  it("shows the chooser for prompt=select_account in spite of a hint", async () => {
    const { cookies } = await browserOfAda();
    const claims = await continueWithGoogle(cookies, "grace", {
      prompt: "select_account",
      ...hint,
    });
    expect(claims.sub).toBe(graceAtGoogle);
  });
});

describe("an id_token fault", () => {
  it.each([
    ["leaves auth_time out", null, undefined],
    ["puts another auth_time in", 1, 1],
    ["puts an auth_time in that is no number", "soon", "soon"],
  ])("%s", async (_, auth_time, expected) => {
    const order = { account: "ada", provider: "google", endpoint: "token", times: 1 };
    await app.control("faults", { ...order, fault: { kind: "id-token", claims: { auth_time } } });
    const more = { prompt: "login", max_age: "300" };
    const claims = await continueWithGoogle(new Map(), "ada", more);
    expect(claims.auth_time).toBe(expected);
    expect("auth_time" in claims).toBe(expected !== undefined);
  });
});

describe("GitHub, in a browser that is signed in there", () => {
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
    ["no chooser for a login that the application hints at", { login: "ada" }, "ada"],
    ["the chooser without a hint", {}, "grace-hopper"],
    ["the chooser for prompt=select_account", { prompt: "select_account" }, "grace-hopper"],
    [
      "the chooser for prompt=select_account in spite of a hint",
      { prompt: "select_account", login: "ada" },
      "grace-hopper",
    ],
  ])("shows %s", async (_, more, login) => {
    const cookies: Cookies = new Map();
    expect(await continueWithGitHub(cookies, "ada")).toBe("ada");
    expect(await continueWithGitHub(cookies, "grace", more)).toBe(login);
  });
});

import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { type Account, control, type ProviderName, providerNames } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { type HttpResponse, referenceOn } from "./support/http-response";
import { HttpVisitor } from "./support/http-visitor";

const checkCookies = ["authjs.state", "authjs.nonce", "authjs.pkce.code_verifier"];

const newUser = () => control.createAccount({ google: {}, github: {} });

/** A visitor who is about to come back from the provider, and the address they come back to. */
async function comingBack(provider: ProviderName, user?: Account) {
  const account = user ?? (await newUser());
  const visitor = new HttpVisitor();
  return { account, visitor, url: await visitor.reachCallback(provider, account) };
}

async function expectRefused(response: HttpResponse, failure = "callback-not-ours") {
  expect(response.status).toBe(401);
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(response.headers["referrer-policy"]).toBe("no-referrer");
  expect(response.cookies.map(({ name }) => name)).not.toContain("authjs.session-token");
  expect(await logLineOf(referenceOn(response))).toMatchObject({
    event: "sign-in.failed",
    failure,
  });
}

/** Ways to spoil a callback's query, each of which must be refused. */
const spoiled: Record<string, (query: URLSearchParams) => void> = {
  "no state": (query) => query.delete("state"),
  "an empty state": (query) => query.set("state", ""),
  "a wrong state": (query) => query.set("state", "of-somebody-else"),
  "two states": (query) => query.append("state", query.get("state") ?? ""),
  "a second, wrong state": (query) => query.append("state", "wrong"),
  "no code": (query) => query.delete("code"),
  "an empty code": (query) => query.set("code", ""),
  "two codes": (query) => query.append("code", "another"),
  "the wrong iss": (query) => query.set("iss", "https://evil.example"),
  "two iss": (query) => query.append("iss", "https://evil.example"),
  "more than 8 kB": (query) => query.set("padding", "x".repeat(9_000)),
};

for (const provider of providerNames) {
  for (const [what, tamper] of Object.entries(spoiled)) {
    test(`the ${provider} callback refuses a query with ${what}`, async () => {
      const { account, visitor, url } = await comingBack(provider);
      tamper(url.searchParams);
      await expectRefused(await visitor.follow(url));
      expect(await countRowsOf(account)).toEqual(noRows);
    });
  }

  test(`the ${provider} callback refuses a browser that has not asked for it`, async () => {
    const { account, url } = await comingBack(provider);
    await expectRefused(await new HttpVisitor().follow(url));
    const another = new HttpVisitor();
    await another.start(provider);
    await expectRefused(await another.follow(url));
    expect(await countRowsOf(account)).toEqual(noRows);
  });

  test(`a failed ${provider} callback has used up its checks`, async () => {
    const { account, visitor, url } = await comingBack(provider);
    const spoilt = new URL(url);
    spoilt.searchParams.set("state", "wrong");
    await expectRefused(await visitor.follow(spoilt));
    expect(visitor.jar.names().filter((name) => checkCookies.includes(name))).toEqual([]);
    await expectRefused(await visitor.follow(url));
    expect(await countRowsOf(account)).toEqual(noRows);
  });

  test(`a code of another person's ${provider} flow does not sign in`, async () => {
    const victim = await comingBack(provider);
    const attacker = await comingBack(provider);
    attacker.url.searchParams.set("code", victim.url.searchParams.get("code") ?? "");
    await expectRefused(await attacker.visitor.follow(attacker.url), "provider-failed");
    expect(await countRowsOf(victim.account)).toEqual(noRows);
    expect(await countRowsOf(attacker.account)).toEqual(noRows);
  });
}

test("the google callback refuses an answer without the iss that the metadata of its server promises", async () => {
  const { account, visitor, url } = await comingBack("google");
  expect(url.searchParams.has("iss")).toBe(true);
  url.searchParams.delete("iss");
  await expectRefused(await visitor.follow(url));
  expect(await countRowsOf(account)).toEqual(noRows);
});

for (const [from, to] of [["google", "github"] as const, ["github", "google"] as const]) {
  test(`${from}'s code and state are worth nothing at ${to}'s callback`, async () => {
    const { account, visitor, url } = await comingBack(from);
    url.pathname = `/api/auth/callback/${to}`;
    const response = await visitor.follow(url);
    await expectRefused(response);
    expect((await control.requests(account.id)).map(({ endpoint }) => endpoint)).not.toContain(
      "token",
    );
    expect(await countRowsOf(account)).toEqual(noRows);
  });
}

const cookieHeaders = {
  none: undefined,
  garbage: 'authjs.state="\u00e4=;;;authjs.pkce.code_verifier=%zz; =; authjs.state',
  "somebody else's make": "authjs.state=a.b.c.d.e; authjs.pkce.code_verifier=a.b.c.d.e",
};

for (const [what, cookie] of Object.entries(cookieHeaders)) {
  test(`the callback refuses a browser whose cookies are ${what}`, async () => {
    const { url } = await comingBack("google");
    const response = await new HttpVisitor().get(
      `${url.pathname}${url.search}`,
      cookie ? { cookie } : {},
    );
    await expectRefused(response);
  });
}

test("a Cookie header of 200 kB is refused at once", async () => {
  const { account, visitor, url } = await comingBack("google");
  const cookie = `${visitor.jar.header()}; padding=${"x".repeat(200_000)}`;
  const begun = performance.now();
  // The app answers and hangs up before all of it is sent: the answer may be lost on the way.
  const refusal = await visitor.get(`${url.pathname}${url.search}`, { cookie }).then(
    ({ status }) => status,
    ({ code }) => code,
  );
  expect([431, "ECONNRESET", "EPIPE"]).toContain(refusal);
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(await countRowsOf(account)).toEqual(noRows);
});

test("check cookies of 12 kB are refused at once", async () => {
  const { url } = await comingBack("google");
  const cookie = `authjs.state=${"x".repeat(6_000)}; authjs.nonce=${"x".repeat(6_000)}`;
  const response = await new HttpVisitor().get(`${url.pathname}${url.search}`, { cookie });
  await expectRefused(response);
  expect(response.milliseconds).toBeLessThan(2_000);
});

test("an error without a valid state is refused, and none of it is echoed", async () => {
  const query =
    "error=access_denied&error_description=Call+0800-EVIL&error_uri=https://evil.example";
  for (const state of ["", "&state=", "&state=guessed"]) {
    const visitor = new HttpVisitor();
    await visitor.start("github");
    const response = await visitor.get(`/api/auth/callback/github?${query}${state}`);
    await expectRefused(response);
    expect(response.body).not.toMatch(/0800|evil\.example|access_denied/);
    expect(visitor.jar.names()).not.toContain("foyer.flash");
  }
});

test("a successful callback that is sent again opens no second session", async () => {
  for (const provider of providerNames) {
    const { account, visitor, url } = await comingBack(provider);
    const before = visitor.jar.copy();
    const first = await visitor.follow(url);
    expect(first.status).toBe(303);
    expect(first.headers["cache-control"]).toContain("no-store");
    expect(first.headers["referrer-policy"]).toBe("no-referrer");

    const reloaded = await visitor.follow(url);
    expect([reloaded.status, reloaded.location]).toEqual([303, "/"]);

    const replayed = new HttpVisitor();
    replayed.jar = before;
    await expectRefused(await replayed.follow(url), "provider-failed");
    expect(await countRowsOf(account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
  }
});

test("of two tabs that start at once the last one gets in, and the first is told what to do", async () => {
  const account = await newUser();
  const visitor = new HttpVisitor();
  const first = await visitor.reachCallback("google", account);
  const second = await visitor.reachCallback("google", account);
  const refused = visitor.jar.copy();
  expect((await visitor.follow(second)).status).toBe(303);
  expect((await visitor.follow(first)).location).toBe("/");
  visitor.jar = refused;
  const response = await visitor.follow(first);
  await expectRefused(response);
  expect(response.body).toContain("Start again from the sign-in page");
});

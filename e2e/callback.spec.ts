import { expect, test } from "@playwright/test";
import { logLineOf } from "./support/app-log";
import { type Account, control, type ProviderName, providerNames } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { flowCookie, flowsIn } from "./support/flow-cookie";
import { type HttpResponse, referenceOn } from "./support/http-response";
import { flowCookiePrefix, HttpVisitor, sessionCookie } from "./support/http-visitor";

const newUser = () => control.createAccount({ google: {}, github: {} });

/** A visitor who is about to follow the provider's redirect to the callback, and its URL. */
async function reachCallback(provider: ProviderName, user?: Account) {
  const account = user ?? (await newUser());
  const visitor = new HttpVisitor();
  return { account, visitor, url: await visitor.reachCallback(provider, account) };
}

async function expectRejected(response: HttpResponse, failure = "callback-not-ours") {
  expect(response.status).toBe(401);
  expect(response.headers["cache-control"]).toContain("no-store");
  expect(response.headers["referrer-policy"]).toBe("no-referrer");
  expect(response.cookies.map(({ name }) => name)).not.toContain(sessionCookie);
  expect(await logLineOf(referenceOn(response))).toMatchObject({
    event: "sign-in.failed",
    failure,
  });
}

/** Changes to a callback's query, each of which must be rejected. */
const tampered: Record<string, (query: URLSearchParams) => void> = {
  "no state": (query) => query.delete("state"),
  "an empty state": (query) => query.set("state", ""),
  "a wrong state": (query) => query.set("state", "of-another-flow"),
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
  for (const [what, tamper] of Object.entries(tampered)) {
    test(`the ${provider} callback rejects a query with ${what}`, async () => {
      const { account, visitor, url } = await reachCallback(provider);
      tamper(url.searchParams);
      await expectRejected(await visitor.follow(url));
      expect(await countRowsOf(account)).toEqual(noRows);
    });
  }

  test(`the ${provider} callback rejects a browser that did not start the flow`, async () => {
    const { account, url } = await reachCallback(provider);
    await expectRejected(await new HttpVisitor().follow(url));
    const another = new HttpVisitor();
    await another.start(provider);
    await expectRejected(await another.follow(url));
    expect(await countRowsOf(account)).toEqual(noRows);
  });

  test(`a failed ${provider} callback ends its own flow`, async () => {
    const { account, visitor, url } = await reachCallback(provider);
    const failing = new URL(url);
    failing.searchParams.delete("code");
    await expectRejected(await visitor.follow(failing));
    expect(flowsIn(visitor)).toEqual([]);
    await expectRejected(await visitor.follow(url));
    expect(await countRowsOf(account)).toEqual(noRows);
  });

  test(`a code from another person's ${provider} flow does not sign in`, async () => {
    const victim = await reachCallback(provider);
    const attacker = await reachCallback(provider);
    attacker.url.searchParams.set("code", victim.url.searchParams.get("code") ?? "");
    await expectRejected(await attacker.visitor.follow(attacker.url), "provider-failed");
    expect(await countRowsOf(victim.account)).toEqual(noRows);
    expect(await countRowsOf(attacker.account)).toEqual(noRows);
  });
}

test("the google callback rejects a response without the iss that the provider's metadata promises", async () => {
  const { account, visitor, url } = await reachCallback("google");
  expect(url.searchParams.has("iss")).toBe(true);
  url.searchParams.delete("iss");
  await expectRejected(await visitor.follow(url));
  expect(await countRowsOf(account)).toEqual(noRows);
});

for (const [from, to] of [["google", "github"] as const, ["github", "google"] as const]) {
  test(`${from}'s code and state are rejected at ${to}'s callback`, async () => {
    const { account, visitor, url } = await reachCallback(from);
    url.pathname = `/api/auth/callback/${to}`;
    const response = await visitor.follow(url);
    await expectRejected(response);
    expect((await control.requests(account.id)).map(({ endpoint }) => endpoint)).not.toContain(
      "token",
    );
    // The code may have gone to the wrong provider, so the flow has ended.
    expect(flowsIn(visitor)).toEqual([]);
    expect(await countRowsOf(account)).toEqual(noRows);
  });
}

const cookieHeaders: Record<string, (name: string) => string> = {
  missing: () => "",
  malformed: (name) => `${name}="\u00e4=;;;${flowCookiePrefix}=%zz; =; ${name}`,
  forged: (name) => `${name}=a.b.c.d.e`,
};

for (const [what, headerFor] of Object.entries(cookieHeaders)) {
  test(`the callback rejects a browser whose cookies are ${what}`, async () => {
    const { account, url } = await reachCallback("google");
    const cookie = headerFor(flowCookie(url));
    const path = `${url.pathname}${url.search}`;
    await expectRejected(await new HttpVisitor().get(path, cookie ? { cookie } : {}));
    expect(await countRowsOf(account)).toEqual(noRows);
  });
}

test("a Cookie header of 200 kB is rejected at once", async () => {
  const { account, visitor, url } = await reachCallback("google");
  const cookie = `${visitor.jar.header()}; padding=${"x".repeat(200_000)}`;
  const begun = performance.now();
  // The app responds and closes the connection before the header has arrived, so the response may be lost.
  const outcome = await visitor.get(`${url.pathname}${url.search}`, { cookie }).then(
    ({ status }) => status,
    ({ code }) => code,
  );
  expect([431, "ECONNRESET", "EPIPE"]).toContain(outcome);
  expect(performance.now() - begun).toBeLessThan(2_000);
  expect(await countRowsOf(account)).toEqual(noRows);
});

test("flow cookies of 12 kB are rejected at once", async () => {
  const { url } = await reachCallback("google");
  const names = [flowCookie(url), `${flowCookiePrefix}another`];
  const cookie = names.map((name) => `${name}=${"x".repeat(6_000)}`).join("; ");
  const response = await new HttpVisitor().get(`${url.pathname}${url.search}`, { cookie });
  await expectRejected(response);
  expect(response.milliseconds).toBeLessThan(2_000);
});

test("an error without a valid state is rejected, and none of it is echoed", async () => {
  const query =
    "error=access_denied&error_description=Call+0800-EVIL&error_uri=https://evil.example";
  for (const state of ["", "&state=", "&state=guessed"]) {
    const { visitor, url } = await reachCallback("github");
    const response = await visitor.get(`/api/auth/callback/github?${query}${state}`);
    await expectRejected(response);
    expect(response.body).not.toMatch(/0800|evil\.example|access_denied/);
    expect(visitor.jar.names()).toEqual([flowCookie(url)]);
  }
});

test("a successful callback that is sent again opens no second session", async () => {
  for (const provider of providerNames) {
    const { account, visitor, url } = await reachCallback(provider);
    const before = visitor.jar.copy();
    const first = await visitor.follow(url);
    expect(first.status).toBe(303);
    expect(first.headers["cache-control"]).toContain("no-store");
    expect(first.headers["referrer-policy"]).toBe("no-referrer");

    const reloaded = await visitor.follow(url);
    expect([reloaded.status, reloaded.location]).toEqual([303, "/"]);

    visitor.jar.delete(sessionCookie);
    await expectRejected(await visitor.follow(url));

    const replayed = new HttpVisitor();
    replayed.jar = before;
    await expectRejected(await replayed.follow(url), "provider-failed");
    expect(await countRowsOf(account)).toEqual({ users: 1, accounts: 1, sessions: 1 });
  }
});

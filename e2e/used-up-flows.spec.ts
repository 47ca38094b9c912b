import { expect, test } from "@playwright/test";
import { control, type ProviderName, providerNames } from "./support/control";
import { countRowsOf, noRows } from "./support/database";
import { flowCookie, flowsIn } from "./support/flow-cookie";
import { flowCookiePrefix, HttpVisitor, sessionCookie } from "./support/http-visitor";

/** Callbacks of the browser's own flow; e2e/callback.spec.ts tests those that fail. */
const arrivals: Record<string, (provider: ProviderName) => Promise<[HttpVisitor, URL]>> = {
  "signs in": async (provider) => {
    const visitor = new HttpVisitor();
    return [visitor, await visitor.reachCallback(provider, await newUser())];
  },
  "is denied": async (provider) => {
    const visitor = new HttpVisitor();
    const { location } = await visitor.start(provider);
    const { id } = await newUser();
    const walk = { url: location ?? "", account: id, decision: "deny" as const };
    return [visitor, new URL(await control.authorize(walk))];
  },
  "arrives in a signed-in browser": async (provider) => {
    const [visitor, elsewhere, user] = [new HttpVisitor(), new HttpVisitor(), await newUser()];
    const url = await visitor.reachCallback(provider, user);
    await elsewhere.signIn(provider, user);
    visitor.jar.set(sessionCookie, elsewhere.sessionToken());
    return [visitor, url];
  },
};

for (const provider of providerNames) {
  for (const [what, arrive] of Object.entries(arrivals)) {
    test(`a ${provider} callback that ${what} ends its flow, and no other`, async () => {
      const [visitor, url] = await arrive(provider);
      const others = [0, 1].map((index) => `${flowCookiePrefix}of-another-${index}`);
      for (const name of others) visitor.jar.set(name, "a.b.c.d.e");
      expect(flowsIn(visitor)).toEqual([flowCookie(url), ...others]);
      expect((await visitor.follow(url)).status).toBe(303);
      expect(flowsIn(visitor)).toEqual(others);
    });
  }
}

/** Callbacks that any site can make a browser send. */
const forgeries: Record<string, (query: URLSearchParams) => void> = {
  "a guessed state": (query) => query.set("state", "guessed"),
  "no state": (query) => query.delete("state"),
  "two states": (query) => query.append("state", "guessed"),
  "two codes": (query) => query.append("code", "guessed"),
  "more than 8 kB": (query) => query.set("padding", "x".repeat(9_000)),
  "an error and a guessed state": (query) => {
    query.set("error", "access_denied");
    query.set("state", "guessed");
  },
};

for (const [what, forge] of Object.entries(forgeries)) {
  test(`a forged callback with ${what} ends no flow: the visitor's own still signs in`, async () => {
    const user = await newUser();
    const visitor = new HttpVisitor();
    const url = await visitor.reachCallback("google", user);
    const forged = new URL(url);
    forge(forged.searchParams);
    const response = await visitor.follow(forged);
    expect([response.status, response.cookies]).toEqual([401, []]);
    expect(await countRowsOf(user)).toEqual(noRows);
    expect((await visitor.follow(url)).status).toBe(303);
    expect(await visitor.sessionUser()).not.toBeNull();
  });
}

function newUser() {
  return control.createAccount({ google: {}, github: {} });
}
